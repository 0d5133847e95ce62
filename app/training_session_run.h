#pragma once

#include "app/training_notes.h"
#include "app/training_session.h"

namespace nie {

/// What thread and session share of one run.
struct TrainingSession::Run {
    std::uint64_t id = 0;
    RunConfig config;
    std::filesystem::path runs;
    std::unique_ptr<TrainingWork> work;
    TrainingFeed feed;
    TimeShares shares;
    TrainingNotes notes;
    TrainingControl control;
    std::stop_source preparation;
    std::stop_source evaluation;
    std::jthread predecessor;  ///< ends before this run begins: one run computes at a time

    Run(std::uint64_t number, RunConfig configuration, bool startPaused)
        : id(number),
          config(std::move(configuration)),
          control(startPaused)
    {}
    /// Ends the training; what it reached is still scored.
    void stop()
    {
        control.stop();
        preparation.request_stop();
    }
    /// Ends everything.
    void abandon()
    {
        stop();
        evaluation.request_stop();
    }
};

template <class Function>
void TrainingSession::post(std::uint64_t id, Function function)
{
    QMetaObject::invokeMethod(this, [this, id, function] {
        if (id == m_runId)
            function();
    });
}

}  // namespace nie
