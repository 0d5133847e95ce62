#include "app/equation_session.h"

#include "core/base/error.h"

#include <new>
#include <utility>

namespace nie {

namespace {

/// The problem that the exception being handled tells of.
EquationProblem currentProblem()
{
    try {
        throw;
    } catch (const Error& error) {
        return {error.detail().where, error.what()};
    } catch (const std::bad_alloc&) {
        return {{}, "Not enough memory for so many nodes; try fewer."};
    } catch (const std::exception& error) {
        return {{}, error.what()};
    } catch (...) {
        return {{}, "The solve ended for an unknown reason."};
    }
}

}  // namespace

EquationSession::EquationSession(Solver solver, QObject* parent)
    : QObject(parent),
      m_solver(std::move(solver))
{}

EquationSession::~EquationSession()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void EquationSession::solve(const EquationTask& task)
{
    m_thread.request_stop();
    const std::uint64_t id = ++m_runId;
    setSolving(true);
    // The predecessor ends before this solve begins: one computes at a time, and nobody waits here.
    m_thread = std::jthread(
        [this, task, id, before = std::move(m_thread)](const std::stop_token& stop) mutable {
            if (before.joinable())
                before.join();
            carryOut(task, id, stop);
        });
}

void EquationSession::stop()
{
    if (!m_solving)
        return;
    m_thread.request_stop();
    ++m_runId;
    setSolving(false);
}

void EquationSession::carryOut(const EquationTask& task, std::uint64_t id,
                               const std::stop_token& stop)
{
    try {
        if (stop.stop_requested())
            return;
        auto study = std::make_shared<const EquationStudy>(m_solver(task, stop));
        post(id, [this, study] { Q_EMIT solved(study); });
    } catch (const Interrupted&) {
        return;  // whoever asked for it has retired this solve
    } catch (...) {
        post(id, [this, problem = currentProblem()] { Q_EMIT failed(problem); });
    }
}

template <class Function>
void EquationSession::post(std::uint64_t id, Function function)
{
    QMetaObject::invokeMethod(this, [this, id, function] {
        if (id != m_runId)
            return;
        setSolving(false);
        function();
    });
}

void EquationSession::setSolving(bool solving)
{
    if (std::exchange(m_solving, solving) != solving)
        Q_EMIT solvingChanged(solving);
}

}  // namespace nie
