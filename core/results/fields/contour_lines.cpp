#include "core/results/fields/contour_lines.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace nie {

namespace {

/// A grid edge that a line crosses: of the point (i, j) to the right, or upwards.
struct CrossedEdge {
    std::size_t i = 0;
    std::size_t j = 0;
    bool upwards = false;

    auto operator<=>(const CrossedEdge&) const = default;
};

class MarchingSquares {
public:
    MarchingSquares(const std::vector<double>& values, const std::vector<double>& x,
                    const std::vector<double>& y, double level)
        : m_values(values),
          m_x(x),
          m_y(y),
          m_level(level)
    {
        for (std::size_t j = 0; j + 1 < y.size(); ++j)
            for (std::size_t i = 0; i + 1 < x.size(); ++i)
                cutSquare(i, j);
    }

    /// All pieces, joined where they meet.
    SeriesSpec joined()
    {
        SeriesSpec series;
        // Open lines from their ends first, what is left are rings.
        for (const bool ends : {true, false})
            for (auto& [edge, next] : m_next)
                while (ends ? next.size() == 1 : !next.empty())
                    appendLine(series, edge);
        return series;
    }

private:
    double at(std::size_t i, std::size_t j) const { return m_values[j * m_x.size() + i] - m_level; }

    void connect(const CrossedEdge& a, const CrossedEdge& b)
    {
        m_next[a].push_back(b);
        m_next[b].push_back(a);
    }

    void cutSquare(std::size_t i, std::size_t j)
    {
        // Round the square from its lower left corner; edge k lies between corners k and k + 1.
        const std::array corner{at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)};
        const std::array<CrossedEdge, 4> edge{
            CrossedEdge{i, j, false}, {i + 1, j, true}, {i, j + 1, false}, {i, j, true}};
        double sum = 0.0;
        for (const double value : corner)
            sum += value;
        if (!std::isfinite(sum))
            return;
        std::vector<std::size_t> cut;
        for (std::size_t k = 0; k < 4; ++k)
            if ((corner[k] >= 0) != (corner[(k + 1) % 4] >= 0))
                cut.push_back(k);
        if (cut.size() == 2)
            connect(edge[cut[0]], edge[cut[1]]);
        else if (cut.size() == 4 && (corner[0] >= 0) == (sum >= 0)) {
            // The centre belongs to corner 0: corners 1 and 3 are cut off.
            connect(edge[0], edge[1]);
            connect(edge[2], edge[3]);
        } else if (cut.size() == 4) {
            connect(edge[3], edge[0]);
            connect(edge[1], edge[2]);
        }
    }

    void appendPoint(SeriesSpec& series, const CrossedEdge& edge) const
    {
        const double here = at(edge.i, edge.j);
        const double there = edge.upwards ? at(edge.i, edge.j + 1) : at(edge.i + 1, edge.j);
        const double share = here / (here - there);
        const double x = m_x[edge.i], y = m_y[edge.j];
        series.x.push_back(edge.upwards ? x : x + share * (m_x[edge.i + 1] - x));
        series.y.push_back(edge.upwards ? y + share * (m_y[edge.j + 1] - y) : y);
    }

    /// Walks from an edge as far as pieces go, using them up.
    void appendLine(SeriesSpec& series, CrossedEdge edge)
    {
        if (!series.x.empty()) {
            series.x.push_back(std::numeric_limits<double>::quiet_NaN());
            series.y.push_back(std::numeric_limits<double>::quiet_NaN());
        }
        appendPoint(series, edge);
        while (!m_next[edge].empty()) {
            const CrossedEdge next = m_next[edge].back();
            m_next[edge].pop_back();
            std::vector<CrossedEdge>& back = m_next[next];
            back.erase(std::find(back.begin(), back.end(), edge));
            edge = next;
            appendPoint(series, edge);
        }
    }

    const std::vector<double>& m_values;
    const std::vector<double>& m_x;
    const std::vector<double>& m_y;
    double m_level;
    std::map<CrossedEdge, std::vector<CrossedEdge>> m_next;  ///< at most two each
};

}  // namespace

SeriesSpec contourLines(const std::vector<double>& values, const std::vector<double>& x,
                        const std::vector<double>& y, double level)
{
    if (values.size() != x.size() * y.size())
        throw InputError("contour lines", "the values do not fill the grid",
                         fmt::format("{} values", values.size()),
                         fmt::format("{} x {}", y.size(), x.size()));
    return MarchingSquares(values, x, y, level).joined();
}

std::vector<double> contourLevels(const ValueRange& range, int count)
{
    std::vector<double> levels;
    for (int k = 1; k <= count; ++k)
        levels.push_back(range.from + (range.to - range.from) * k / (count + 1));
    return levels;
}

}  // namespace nie
