#pragma once

#include "app/background_worker.h"
#include "core/results/run_evaluation.h"
#include "core/results/training_feed.h"

#include <QObject>

#include <filesystem>
#include <optional>

namespace nie {

/// What the folder of a run tells of it.
struct ReopenedRun {
    std::filesystem::path folder;
    TrainingFeed::Batch batch;  ///< its whole course; without the facts of its start
    std::optional<RunEvaluation> evaluation;
    QString problem;  ///< why there is no evaluation although there is a file; empty: nothing is wrong
};

/// Reads a run of the history on a thread of its own: tables of a long run are tens of megabytes.
class RunReopener : public QObject {
    Q_OBJECT
public:
    explicit RunReopener(QObject* parent = nullptr);

    /// ready() or failed() follows, for the folder asked for last only.
    void open(const std::filesystem::path& folder);
    /// Nothing of what was asked for is wanted any more.
    void forget() { m_worker.stop(); }

Q_SIGNALS:
    void ready(const nie::ReopenedRun& run);
    /// The tables cannot be read.
    void failed(const QString& problem);

private:
    BackgroundWorker m_worker;
};

/// Throws InputError for a folder whose tables cannot be read.
ReopenedRun readRun(const std::filesystem::path& folder);

}  // namespace nie
