#include "app/run_curve_loader.h"

#include "core/base/error.h"

namespace nie {

namespace fs = std::filesystem;

RunCurveLoader::RunCurveLoader(QObject* parent) : QObject(parent) {}

void RunCurveLoader::want(const std::vector<fs::path>& runs)
{
    m_worker.start(
        [this, runs, known = m_tables](const std::stop_token& stop, const BackgroundWorker::Post&) {
            auto tables = std::make_shared<Tables>(load(runs, known, stop));
            return [this, tables] {
                m_tables = std::move(*tables);
                Q_EMIT ready();
            };
        });
}

RunCurveLoader::Tables RunCurveLoader::load(const std::vector<fs::path>& runs, const Tables& known,
                                            const std::stop_token& stop)
{
    Tables tables;
    for (const fs::path& run : runs) {
        if (stop.stop_requested())
            throw Interrupted();
        const fs::path file = RunFolder{run}.metrics();
        std::error_code failure;
        Loaded loaded{fs::last_write_time(file, failure), fs::file_size(file, failure), nullptr};
        const auto before = known.find(run);
        if (before != known.end() && before->second.time == loaded.time &&
            before->second.size == loaded.size) {
            tables[run] = before->second;
            continue;
        }
        try {
            loaded.table = std::make_shared<const MetricsTable>(MetricsTable::read(file));
        } catch (const std::exception&) {
            // The list tells what is wrong with the run.
        }
        tables[run] = std::move(loaded);
    }
    return tables;
}

std::shared_ptr<const MetricsTable> RunCurveLoader::table(const fs::path& run) const
{
    const auto found = m_tables.find(run);
    return found == m_tables.end() ? nullptr : found->second.table;
}

}  // namespace nie
