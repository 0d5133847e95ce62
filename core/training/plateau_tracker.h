#pragma once

#include "core/config/json.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace nie {

/// What a plateau schedule has left of the learning rate: after `patience` validations in a row
/// that did not improve, the share is multiplied by `factor`, down to `least`.
class PlateauTracker {
public:
    PlateauTracker(std::int64_t patience, double factor, double least)
        : m_patience(patience),
          m_factor(factor),
          m_least(least)
    {}

    /// True when the rate falls because of this score.
    bool add(double score)
    {
        if (score < m_best) {
            m_best = score;
            m_badInARow = 0;
            return false;
        }
        if (++m_badInARow < m_patience || m_share <= m_least)
            return false;
        m_badInARow = 0;
        m_share = std::max(m_least, m_share * m_factor);
        return true;
    }
    double share() const { return m_share; }

    Json state() const
    {
        Json json = {{"share", m_share}, {"bad_in_a_row", m_badInARow}};
        if (m_best < std::numeric_limits<double>::infinity())
            json["best"] = m_best;
        return json;
    }
    void restore(const Json& state)
    {
        m_share = state.value("share", 1.0);
        m_badInARow = state.value("bad_in_a_row", std::int64_t(0));
        m_best = state.value("best", std::numeric_limits<double>::infinity());
    }

private:
    std::int64_t m_patience;
    double m_factor;
    double m_least;
    double m_share = 1.0;
    double m_best = std::numeric_limits<double>::infinity();
    std::int64_t m_badInARow = 0;
};

}  // namespace nie
