#include "core/data/metrics.h"
#include "core/training/prediction.h"
#include "core/training/trainer_state.h"

#include <fmt/format.h>

namespace nie {

namespace {

constexpr double kDeadCoupling = 1e-3;

/// The least time from one live prediction to the next, where one takes `cost`.
std::chrono::steady_clock::duration pictureInterval(LivePictures pictures,
                                                    std::chrono::steady_clock::duration cost)
{
    const bool full = pictures == LivePictures::Full;
    const std::chrono::milliseconds least(full ? 250 : 2000);
    return std::max<std::chrono::steady_clock::duration>(least, (full ? 100 : 1000) * cost);
}

}  // namespace

/// Early stopping, best checkpoint and plateau schedule go by one score.
void Trainer::State::select(double score, TrainingObserver& observer, ValidationReport& report)
{
    report.best = stopping.add(score, step);
    const bool rateFalls = plateau.add(score) && options.schedule == "plateau";
    validationDue = false;
    if (report.best && keeper.isOn())
        keeper.holdBest(capture());
    if (rateFalls)
        observer.onEvent({step, clock.seconds(), "learning_rate",
                          fmt::format("Plateau: the learning rate falls to {:g} of its course.",
                                      plateau.share())});
}

void Trainer::State::validate(TrainingObserver& observer, std::stop_token stop)
{
    const auto part = clock.enter(TrainingClock::Part::Evaluation);
    const auto set = predictSamples(task, task.split.validation, stop);
    const auto given = task.dataset->givenPoints;
    const Scores scores = scorePredictions(task.dataset->givenFirst(set.y).slice(1, given),
                                           task.dataset->givenFirst(set.truth).slice(1, given));
    ValidationReport report;
    report.step = step;
    report.epoch = epoch;
    report.wallSeconds = clock.seconds();
    report.samplesSeen = samplesSeen;
    report.loss = scores.mse;
    report.relativeL2 = scores.relativeL2;
    report.solverIterations = set.solverIterations;
    report.solverResidual = set.solverResidual;
    report.notConvergedShare = 1.0 - set.convergedShare;
    report.coupling = task.model->coupling(makeBatch(task, task.split.validation).query);
    select(options.selection == "relative_l2" ? scores.relativeL2 : scores.mse, observer, report);
    observer.onValidation(report);
    if (report.coupling < kDeadCoupling)
        observer.onEvent({step, clock.seconds(), "warning",
                          fmt::format("Attention is dying: coupling {:.1e} is below {:.0e}.",
                                      report.coupling, kDeadCoupling)});
}

void Trainer::State::showPrediction(TrainingObserver& observer, const TrainingControl& control,
                                    std::stop_token stop)
{
    const std::int64_t wanted = control.watchedSample();
    const auto begin = std::chrono::steady_clock::now();
    const bool unseen = wanted != shownSample || step != shownStep;
    // Another sample, or the last step before a pause, is shown at once.
    const bool urgent = wanted != shownSample || control.wouldWait();
    const LivePictures pictures = control.pictures();
    if (wanted < 0 || pictures == LivePictures::None || !unseen)
        return;
    if (!urgent && begin - lastSnapshot < pictureInterval(pictures, snapshotCost))
        return;
    const auto part = clock.enter(TrainingClock::Part::Reporting);
    const auto& samples = task.split.validation;
    const auto index = static_cast<std::size_t>(wanted) % samples.size();
    observer.onPrediction(std::make_shared<const PredictionSnapshot>(
        snapshotOf(task, samples[index], "validation", step, stop)));
    lastSnapshot = std::chrono::steady_clock::now();
    snapshotCost = lastSnapshot - begin;
    shownSample = wanted;
    shownStep = step;
}

}  // namespace nie
