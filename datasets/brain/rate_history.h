#pragma once

#include <Eigen/Dense>

namespace nie::brain {

/// The latest rates of every region, contiguous in time for each, so that delayed sums read whole
/// stretches. Before the first step the initial rates hold.
class RateHistory {
public:
    /// Lags up to `longestLag` steps can be asked for.
    RateHistory(const Eigen::ArrayXd& initial, Eigen::Index longestLag)
        : m_longestLag(longestLag),
          m_rates(longestLag + kSpareSteps, initial.size()),
          m_next(longestLag)
    {
        m_rates.topRows(longestLag).rowwise() = initial.matrix().transpose();
    }

    /// Appends the rates of a step.
    void push(const Eigen::ArrayXd& rates)
    {
        if (m_next == m_rates.rows()) {
            // One copy in kSpareSteps steps instead of a modulo in every read.
            m_rates.topRows(m_longestLag) = m_rates.bottomRows(m_longestLag).eval();
            m_next = m_longestLag;
        }
        m_rates.row(m_next++) = rates.matrix().transpose();
    }

    /// The rate of a region `lag` >= 1 steps ago, and those after it.
    const double* at(Eigen::Index region, Eigen::Index lag) const
    {
        return m_rates.data() + region * m_rates.rows() + m_next - lag;
    }

    /// The rates of all regions `lag` >= 1 steps ago, [1, region].
    auto row(Eigen::Index lag) const { return m_rates.row(m_next - lag); }

    Eigen::Index regions() const { return m_rates.cols(); }

private:
    static constexpr Eigen::Index kSpareSteps = 500;

    Eigen::Index m_longestLag;
    Eigen::MatrixXd m_rates;  ///< [step, region]
    Eigen::Index m_next;
};

}  // namespace nie::brain
