#pragma once

#include "core/numerics/equation_task.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>

namespace nie {

/// Why a solve ended without a solution.
struct EquationProblem {
    std::string where;    ///< "formulas: K, character 7", "nodes", or empty
    std::string message;  ///< the whole message
};

/// Owns the thread that solves equations of the window. Everything it signals is signalled on its
/// own (the window's) thread; what a retired solve still sends is dropped by its number.
class EquationSession : public QObject {
    Q_OBJECT
public:
    using Solver = std::function<EquationStudy(const EquationTask&, std::stop_token)>;

    explicit EquationSession(Solver solver = studyEquation, QObject* parent = nullptr);
    /// Asks the solve to stop and waits for its thread.
    ~EquationSession() override;

    bool isSolving() const { return m_solving; }
    /// Grows with every solve and every stop.
    std::uint64_t runId() const { return m_runId; }

    /// Begins a solve; one that is under way is stopped first.
    void solve(const EquationTask& task);
    /// Returns at once; the thread ends at the solver's next look at its stop token.
    void stop();

Q_SIGNALS:
    void solvingChanged(bool solving);
    void solved(const std::shared_ptr<const nie::EquationStudy>& study);
    void failed(const nie::EquationProblem& problem);

private:
    void carryOut(const EquationTask& task, std::uint64_t id, const std::stop_token& stop);
    template <class Function>
    void post(std::uint64_t id, Function function);
    void setSolving(bool solving);

    Solver m_solver;
    bool m_solving = false;
    std::uint64_t m_runId = 0;
    std::jthread m_thread;
};

}  // namespace nie
