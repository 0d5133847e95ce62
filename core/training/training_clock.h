#pragma once

#include "core/results/training_reports.h"

#include <array>
#include <chrono>

namespace nie {

/// Time of a training without its pauses, and where it went.
class TrainingClock {
public:
    enum class Part { Training, Evaluation, Reporting };

    /// Adds the time of its scope to a part, or (pause) takes it out of the whole.
    class Scope {
    public:
        Scope(double& sum) : m_sum(sum), m_begin(std::chrono::steady_clock::now()) {}
        ~Scope() { m_sum += secondsSince(m_begin); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        double& m_sum;
        std::chrono::steady_clock::time_point m_begin;
    };

    /// `before`: seconds that the training had when it was interrupted.
    void start(double before = 0.0)
    {
        m_start = std::chrono::steady_clock::now();
        m_before = before;
    }
    Scope enter(Part part) { return Scope(m_parts[static_cast<std::size_t>(part)]); }
    Scope pause() { return Scope(m_paused); }

    double seconds() const { return m_before + here(); }

    /// Since start(): what came before is not known in parts.
    TimeSplit split() const
    {
        const double whole = here();
        if (whole <= 0.0)
            return {};
        TimeSplit split{m_parts[0] / whole, m_parts[1] / whole, m_parts[2] / whole, 0.0};
        split.other = 1.0 - split.training - split.evaluation - split.reporting;
        return split;
    }

private:
    double here() const { return secondsSince(m_start) - m_paused; }
    static double secondsSince(std::chrono::steady_clock::time_point begin)
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }

    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::array<double, 3> m_parts{};
    double m_paused = 0.0;
    double m_before = 0.0;
};

}  // namespace nie
