#pragma once

#include "app/background_worker.h"

#include <QObject>
#include <QString>

#include <filesystem>

namespace nie {

/// Looks for a run that a kill or a crash has interrupted, on a thread of its own: a folder of runs
/// may stand on a slow disk.
class InterruptedRunFinder : public QObject {
    Q_OBJECT
public:
    explicit InterruptedRunFinder(QObject* parent = nullptr);

    /// found() follows where there is one directly below `root`: the newest that has a checkpoint.
    /// A folder that cannot be read holds none.
    void look(const std::filesystem::path& root);

Q_SIGNALS:
    /// The run can go on after `step`.
    void found(const QString& folder, qint64 step);

private:
    BackgroundWorker m_worker;
};

}  // namespace nie
