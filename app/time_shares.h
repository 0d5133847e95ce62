#pragma once

#include "core/results/training_observer.h"

#include <functional>
#include <mutex>

namespace nie {

/// Where the time of a training goes while it goes on. What ends in a validation is evaluation,
/// what ends in a prediction for the window drawing, everything else (with checkpoints and files)
/// training; pauses are not counted. To be told after the other observers, whose time is then that
/// of the step. Told on the training thread, read on any.
class TimeShares : public TrainingObserver {
public:
    struct Parts {
        double training = 0.0;  ///< seconds
        double evaluation = 0.0;
        double drawing = 0.0;

        double whole() const { return training + evaluation + drawing; }
    };
    /// Seconds since some moment.
    using Clock = std::function<double()>;

    /// Empty: the machine's steady clock.
    explicit TimeShares(Clock clock = {});

    Parts parts() const;

    void onStarted(const RunFacts& facts) override;
    void onStep(const StepReport& report) override;
    void onValidation(const ValidationReport& report) override;
    void onPrediction(std::shared_ptr<const PredictionSnapshot> snapshot) override;
    void onEvent(const TrainingEvent& event) override;

private:
    /// Adds the time since the last mark; null: it does not count.
    void mark(double Parts::*part);

    Clock m_clock;
    mutable std::mutex m_mutex;
    Parts m_parts;
    double m_last = 0.0;
};

/// In per cent: "train 91 % · eval 6 % · draw 3 %"; empty before anything is known.
std::string timeSharesText(const TimeShares::Parts& parts);

}  // namespace nie
