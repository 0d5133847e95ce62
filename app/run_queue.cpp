#include "app/run_queue.h"

#include "app/training_session.h"
#include "core/base/error.h"

#include <algorithm>
#include <utility>

namespace nie {

namespace {

/// A configuration with its source, which RunConfig::toJson leaves out.
Json queuedToJson(const RunConfig& config)
{
    return {{"source", config.source}, {"config", config.toJson()}};
}

RunConfig queuedFromJson(const Json& json)
{
    return RunConfig::fromJson(json.at("config"), json.value("source", std::string("queue")));
}

}  // namespace

RunQueue::RunQueue(TrainingSession& session, Begin begin, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_begin(std::move(begin))
{
    connect(&m_session, &TrainingSession::stateChanged, this, &RunQueue::onState);
    connect(&m_session, &TrainingSession::failed, this, &RunQueue::onFailed);
    connect(&m_session, &TrainingSession::finished, this, [this](const RunOutcome& outcome) {
        m_stopped = outcome.state == RunOutcome::State::Stopped;
    });
}

std::size_t RunQueue::waiting() const
{
    return static_cast<std::size_t>(
        std::count_if(m_runs.begin(), m_runs.end(),
                      [](const QueuedRun& run) { return run.state == QueuedRun::State::Waiting; }));
}

bool RunQueue::startsByItself() const
{
    const SessionState state = m_session.state();
    return !m_held && (isTraining(state) || state == SessionState::Evaluating);
}

bool RunQueue::isWaiting(std::size_t index) const
{
    return index < m_runs.size() && m_runs[index].state == QueuedRun::State::Waiting;
}

void RunQueue::add(const RunConfig& config, const RunConfig& shipped)
{
    m_runs.push_back({++m_lastId, config, shipped, QueuedRun::State::Waiting, {}});
    Q_EMIT changed();
}

bool RunQueue::move(std::size_t from, std::size_t to)
{
    if (!isWaiting(from) || !isWaiting(to) || from == to)
        return false;
    const auto at = [this](std::size_t index) {
        return m_runs.begin() + static_cast<std::ptrdiff_t>(index);
    };
    if (from < to)
        std::rotate(at(from), at(from + 1), at(to + 1));
    else
        std::rotate(at(to), at(from), at(from + 1));
    Q_EMIT changed();
    return true;
}

bool RunQueue::remove(std::size_t index)
{
    if (index >= m_runs.size() || m_runs[index].state == QueuedRun::State::Running)
        return false;
    m_runs.erase(m_runs.begin() + static_cast<std::ptrdiff_t>(index));
    Q_EMIT changed();
    return true;
}

void RunQueue::hold()
{
    m_held = true;
    Q_EMIT changed();
}

void RunQueue::goOn()
{
    m_held = false;
    startNext();
    Q_EMIT changed();
}

QueuedRun* RunQueue::current()
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [this](const QueuedRun& run) { return run.id == m_current; });
    return found == m_runs.end() ? nullptr : &*found;
}

void RunQueue::release()
{
    if (const QueuedRun* run = current())
        m_runs.erase(m_runs.begin() + (run - m_runs.data()));
    m_current = 0;
}

void RunQueue::onState(SessionState state)
{
    const bool ended = state == SessionState::Finished || state == SessionState::Idle;
    if (state == SessionState::Preparing)
        m_stopped = false;
    // Ended, or another run has begun while the queue's was being scored.
    if (m_current != 0 && (ended || (state == SessionState::Preparing && !m_starting)))
        release();
    if (ended) {
        // Who stops a run wants the machine for something else.
        m_held = m_held || ((m_stopped || state == SessionState::Idle) && waiting() > 0);
        // When everybody has been told of the end.
        QMetaObject::invokeMethod(this, &RunQueue::startNext, Qt::QueuedConnection);
    }
    Q_EMIT changed();
}

void RunQueue::onFailed(const QString& problem)
{
    if (QueuedRun* run = current()) {
        run->state = QueuedRun::State::Failed;
        run->problem = problem;
        m_current = 0;
        Q_EMIT changed();
    }
    QMetaObject::invokeMethod(this, &RunQueue::startNext, Qt::QueuedConnection);
}

void RunQueue::startNext()
{
    while (!m_held && isReadyToStart(m_session.state()) &&
           m_session.state() != SessionState::Evaluating) {
        const auto next =
            std::find_if(m_runs.begin(), m_runs.end(),
                         [](const QueuedRun& run) { return run.state == QueuedRun::State::Waiting; });
        if (next == m_runs.end() || start(*next))
            return;
    }
}

bool RunQueue::start(QueuedRun& run)
{
    m_starting = true;
    try {
        m_current = run.id;
        run.state = QueuedRun::State::Running;
        if (!m_begin(run)) {
            m_current = 0;
            run.state = QueuedRun::State::Waiting;
        }
        m_starting = false;
        Q_EMIT changed();
        return true;
    } catch (const std::exception& error) {
        m_starting = false;
        m_current = 0;
        run.state = QueuedRun::State::Failed;
        run.problem = QString::fromUtf8(error.what());
        Q_EMIT changed();
        return false;
    }
}

Json RunQueue::toJson() const
{
    Json list = Json::array();
    for (const QueuedRun& run : m_runs) {
        if (run.state == QueuedRun::State::Running)
            continue;
        Json entry = {{"edited", queuedToJson(run.config)}, {"shipped", queuedToJson(run.shipped)}};
        if (run.state == QueuedRun::State::Failed)
            entry["problem"] = run.problem.toStdString();
        list.push_back(std::move(entry));
    }
    return list;
}

void RunQueue::restore(const Json& json)
{
    if (!json.is_array())
        return;
    for (const Json& entry : json) {
        try {
            QueuedRun run{++m_lastId, queuedFromJson(entry.at("edited")),
                          queuedFromJson(entry.at("shipped")), QueuedRun::State::Waiting, {}};
            if (entry.contains("problem")) {
                run.state = QueuedRun::State::Failed;
                run.problem = QString::fromStdString(entry.at("problem").get<std::string>());
            }
            m_runs.push_back(std::move(run));
        } catch (const Json::exception&) {
            continue;  // of another version
        } catch (const InputError&) {
            continue;
        }
    }
    m_held = waiting() > 0;
    Q_EMIT changed();
}

}  // namespace nie
