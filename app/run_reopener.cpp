#include "app/run_reopener.h"

#include "core/base/error.h"
#include "core/results/evaluation_files.h"
#include "core/results/run_replay.h"

#include <memory>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

ReopenedRun readRun(const fs::path& folder)
{
    const RunFolder run{folder};
    run.requireRun();
    ReopenedRun opened;
    opened.folder = folder;
    TrainingFeed feed;
    replayRun(run, feed);
    opened.batch = feed.drain();
    try {
        opened.evaluation = readEvaluation(run);
    } catch (const InputError& error) {
        opened.problem = QString::fromUtf8(error.what());  // the curves are there all the same
    }
    return opened;
}

RunReopener::RunReopener(QObject* parent) : QObject(parent)
{
    connect(&m_worker, &BackgroundWorker::failed, this, &RunReopener::failed);
}

void RunReopener::open(const fs::path& folder)
{
    m_worker.start([this, folder](const std::stop_token&, const BackgroundWorker::Post&) {
        auto run = std::make_shared<const ReopenedRun>(readRun(folder));
        return [this, run] { Q_EMIT ready(*run); };
    });
}

}  // namespace nie
