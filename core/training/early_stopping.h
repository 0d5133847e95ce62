#pragma once

#include <cstdint>
#include <limits>

namespace nie {

/// Remembers the best validation loss and says when `patience` validations in a row have not
/// improved it by at least `minimumImprovement`.
class EarlyStopping {
public:
    EarlyStopping(std::int64_t patience, double minimumImprovement)
        : m_patience(patience), m_minimumImprovement(minimumImprovement)
    {
    }

    /// True when this is the best loss so far.
    bool add(double loss, std::int64_t step)
    {
        const bool best = loss < m_bestLoss;
        m_badInARow = loss < m_reference - m_minimumImprovement ? 0 : m_badInARow + 1;
        if (m_badInARow == 0)
            m_reference = loss;
        if (best) {
            m_bestLoss = loss;
            m_bestStep = step;
        }
        return best;
    }
    bool shouldStop() const { return m_patience > 0 && m_badInARow >= m_patience; }
    double bestLoss() const { return m_bestLoss; }
    std::int64_t bestStep() const { return m_bestStep; }

private:
    std::int64_t m_patience;
    double m_minimumImprovement;
    double m_bestLoss = std::numeric_limits<double>::infinity();
    double m_reference = std::numeric_limits<double>::infinity();
    std::int64_t m_bestStep = 0;
    std::int64_t m_badInARow = 0;
};

}  // namespace nie
