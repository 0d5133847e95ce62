#include "app/interrupted_run_finder.h"

#include "core/results/checkpoint_list.h"
#include "core/results/run_presence.h"

namespace nie {

namespace fs = std::filesystem;

InterruptedRunFinder::InterruptedRunFinder(QObject* parent) : QObject(parent) {}

void InterruptedRunFinder::look(const fs::path& root)
{
    m_worker.start([this, root](const std::stop_token& stop, const BackgroundWorker::Post&) {
        BackgroundWorker::Step tell;
        const std::vector<fs::path> runs = interruptedRuns(root);
        for (const fs::path& folder : runs) {
            if (tell || stop.stop_requested())
                break;
            if (const auto newest = newestCheckpoint(RunFolder{folder}.checkpoints()))
                tell = [this, folder, step = newest->step] {
                    Q_EMIT found(QString::fromStdString(folder.string()), step);
                };
        }
        return tell;
    });
}

}  // namespace nie
