// The half of a session that works on the training thread.
#include "app/training_session.h"
#include "app/training_session_run.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/evaluation_files.h"
#include "core/results/run_folder.h"
#include "core/results/run_replay.h"

#include <new>

namespace nie {

namespace {

/// LibTorch appends a stack trace to its messages; the first line says what happened.
std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

/// The readable message of the exception being handled; empty for a stop.
std::string describeCurrentException()
{
    try {
        throw;
    } catch (const Interrupted&) {
        return {};
    } catch (const Error& error) {
        return error.what();
    } catch (const std::bad_alloc&) {
        return "Not enough memory for this run; try a smaller batch or fewer samples.";
    } catch (const std::exception& error) {
        return firstLine(error.what());
    } catch (...) {
        return "The run ended for an unknown reason.";
    }
}

/// What env.json says of a run of the window: the engine's own words and Qt's version.
Json environmentOf(const TrainingWork& work)
{
    Json environment = work.environment();
    environment["program"]["qt"] = qVersion();
    return environment;
}

/// What takes a run's notes, for as long as it lives.
class NotesGoTo {
public:
    NotesGoTo(TrainingNotes& notes, TrainingObserver& target) : m_notes(notes)
    {
        m_notes.setTarget(&target);
    }
    ~NotesGoTo() { m_notes.setTarget(nullptr); }
    NotesGoTo(const NotesGoTo&) = delete;
    NotesGoTo& operator=(const NotesGoTo&) = delete;

private:
    TrainingNotes& m_notes;
};

/// Notes whether the trainer has told the ending itself.
class EndingObserver : public TrainingObserver {
public:
    void onFinished(const RunOutcome&) override { told = true; }
    bool told = false;
};

}  // namespace

void TrainingSession::runOnThread(TrainingSession* session, const std::shared_ptr<Run>& run)
{
    if (run->predecessor.joinable())
        run->predecessor.join();
    std::string problem;
    try {
        carryOut(session, *run);
    } catch (...) {
        problem = describeCurrentException();
    }
    // Tensors go where they were made: the window's thread has nothing to free.
    run->work.reset();
    session->post(run->id,
                  [session, text = QString::fromStdString(problem)] { session->endRun(text); });
}

/// The run's folder, made or taken up again; what it has recorded goes to the feed.
std::unique_ptr<RunRecorder> TrainingSession::openFolder(Run& run)
{
    const RunFolder resumed{run.work->resumedFolder()};
    if (!resumed.path.empty()) {
        run.config = run.work->resumedConfig();
        auto recorder =
            std::make_unique<RunRecorder>(resumed, run.config, run.work->resumedStep());
        replayRun(resumed, run.feed);
        return recorder;
    }
    const std::filesystem::path name = std::filesystem::path(run.config.experiment).filename();
    const RunFolder folder{RunFolder::firstFree(run.runs / (name.empty() ? "run" : name))};
    return std::make_unique<RunRecorder>(folder, run.config, environmentOf(*run.work));
}

void TrainingSession::carryOut(TrainingSession* session, Run& run)
{
    run.work->prepare(run.preparation.get_token());
    if (run.preparation.stop_requested())
        throw Interrupted();
    const std::unique_ptr<RunRecorder> recorder = openFolder(run);
    const RunFolder folder = recorder->folder();
    session->post(run.id, [session, path = folder.path, config = run.config] {
        session->beginRunning(path, config);
    });

    ObserverList observers;
    EndingObserver ending;
    observers.add(*recorder);
    observers.add(run.feed);
    observers.add(ending);
    observers.add(run.shares);
    const NotesGoTo there(run.notes, observers);
    RunOutcome outcome;
    try {
        outcome = run.work->train(run.notes, run.control, folder.checkpoints());
    } catch (...) {
        outcome.state = RunOutcome::State::Failed;
        outcome.message = describeCurrentException();
        run.notes.setTarget(nullptr);
        if (!ending.told)
            recorder->onFinished(outcome);
        throw;
    }
    if (!ending.told)
        run.notes.onFinished(outcome);
    if (outcome.state == RunOutcome::State::Failed)
        throw RunError("training", outcome.message);
    session->post(run.id, [session, outcome] { session->endTraining(outcome); });
    if (outcome.steps == 0 || run.evaluation.stop_requested())
        return;
    const RunEvaluation evaluation = run.work->evaluate(run.evaluation.get_token());
    writeEvaluation(folder, evaluation);
    session->post(run.id, [session, evaluation] { Q_EMIT session->evaluated(evaluation); });
}

}  // namespace nie
