#pragma once

#include "app/background_worker.h"
#include "core/results/run_folder.h"

#include <QObject>

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

namespace nie {

/// Reads the metrics of the runs whose curves are shown, in the background. A table is read again
/// only when its file has changed.
class RunCurveLoader : public QObject {
    Q_OBJECT
public:
    explicit RunCurveLoader(QObject* parent = nullptr);

    /// From now on these run folders are wanted; what was read of others is forgotten.
    void want(const std::vector<std::filesystem::path>& runs);
    /// Null where it has not been read yet, or cannot be.
    std::shared_ptr<const MetricsTable> table(const std::filesystem::path& run) const;

Q_SIGNALS:
    /// All that is wanted has been read.
    void ready();

private:
    struct Loaded {
        std::filesystem::file_time_type time;
        std::uintmax_t size = 0;
        std::shared_ptr<const MetricsTable> table;
    };
    using Tables = std::map<std::filesystem::path, Loaded>;

    static Tables load(const std::vector<std::filesystem::path>& runs, const Tables& known,
                       const std::stop_token& stop);

    Tables m_tables;
    BackgroundWorker m_worker;
};

}  // namespace nie
