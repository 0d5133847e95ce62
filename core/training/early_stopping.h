#pragma once

#include "core/config/json.h"

#include <cmath>
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

    Json state() const
    {
        Json json = {{"best_step", m_bestStep}, {"bad_in_a_row", m_badInARow}};
        if (std::isfinite(m_bestLoss))
            json["best_loss"] = m_bestLoss;
        if (std::isfinite(m_reference))
            json["reference"] = m_reference;
        return json;
    }
    void restore(const Json& state)
    {
        constexpr double kNone = std::numeric_limits<double>::infinity();
        m_bestLoss = state.value("best_loss", kNone);
        m_reference = state.value("reference", kNone);
        m_bestStep = state.value("best_step", std::int64_t(0));
        m_badInARow = state.value("bad_in_a_row", std::int64_t(0));
    }

private:
    std::int64_t m_patience;
    double m_minimumImprovement;
    double m_bestLoss = std::numeric_limits<double>::infinity();
    double m_reference = std::numeric_limits<double>::infinity();
    std::int64_t m_bestStep = 0;
    std::int64_t m_badInARow = 0;
};

}  // namespace nie
