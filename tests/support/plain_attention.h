#pragma once

#include "core/base/error.h"
#include "core/results/attention/attention_maps.h"

#include <cmath>
#include <numeric>

namespace nie::test {

/// Attention that is known in closed form, on three uneven times of a circle with four cells and a
/// line with two (24 tokens), or on a curve: of head h of layer l
///
///     p_ij = w_j exp(sin((1 + h) (i + 1)) cos((1 + l) (j + 1))) / sum, j up to i's time if causal;
///
/// without `distributions` sin(...) cos(...) w_j itself.
class PlainAttention : public AttentionMaps {
public:
    struct Look {
        bool fields = true;
        bool causal = false;
        bool distributions = true;
        std::int64_t layers = 2;
        std::int64_t heads = 3;
        std::int64_t iteration = 4;  ///< of 4: the solution
    };

    PlainAttention() : PlainAttention(Look{}) {}
    explicit PlainAttention(const Look& look) : m_look(look)
    {
        m_origin.model = "plain";
        m_origin.split = "validation";
        m_origin.iteration = look.iteration;
        m_origin.iterations = 4;
        m_origin.kind = look.distributions ? "softmax" : "galerkin";
        m_origin.limits = look.causal ? "volterra" : "fredholm";
        m_origin.layers = look.layers;
        m_origin.heads = look.heads;
        m_origin.distributions = look.distributions;
        AttentionTokens& tokens = m_origin.tokens;
        tokens.timeLabel = "t (s)";
        tokens.times = {0.0, 1.0, 3.0};
        if (look.fields)
            tokens.space = {{.name = "x",
                             .label = "x (m)",
                             .centres = {1.0, 2.0, 3.0, 4.0},
                             .from = 0.5,
                             .length = 4.0,
                             .periodic = true},
                            {.name = "y",
                             .label = "y (m)",
                             .centres = {-1.0, 1.0},
                             .from = -2.0,
                             .length = 4.0}};
        const auto count = static_cast<std::size_t>(tokens.count());
        for (std::size_t j = 0; j < count; ++j)
            tokens.weights.push_back((1.0 + static_cast<double>(j % 3)));
        const double sum = std::accumulate(tokens.weights.begin(), tokens.weights.end(), 0.0);
        for (double& weight : tokens.weights)
            weight /= sum;
    }

    const AttentionOrigin& origin() const override { return m_origin; }

    bool isOutside(std::int64_t i, std::int64_t j) const
    {
        const auto cells = m_origin.tokens.cellCount();
        return m_look.causal && j / cells > i / cells;
    }
    /// By its definition.
    double entry(std::int64_t layer, std::int64_t head, std::int64_t i, std::int64_t j) const
    {
        if (!m_look.distributions)
            return isOutside(i, j) ? 0.0 : exponent(layer, head, i, j) * weight(j);
        double sum = 0.0;
        for (std::int64_t k = 0; k < m_origin.tokens.count(); ++k)
            sum += mass(layer, head, i, k);
        return mass(layer, head, i, j) / sum;
    }

    AttentionMap map(std::int64_t layer, std::int64_t head,
                     const std::vector<std::int64_t>& rows = {}) const override
    {
        AttentionMap map = emptyMap(layer, head);
        map.columns = allTokens();
        map.rows = rows.empty() ? map.columns : rows;
        fill(map);
        return map;
    }
    AttentionMap column(std::int64_t layer, std::int64_t head, std::int64_t token,
                        const std::stop_token&) const override
    {
        AttentionMap map = emptyMap(layer, head);
        map.rows = allTokens();
        map.columns = {token};
        fill(map);
        return map;
    }
    std::vector<double> evenRows(const std::vector<std::int64_t>& rows) const override
    {
        std::vector<double> values;
        for (const auto i : rows) {
            double sum = 0.0;
            for (const auto j : allTokens())
                sum += isOutside(i, j) ? 0.0 : weight(j);
            for (const auto j : allTokens())
                values.push_back(isOutside(i, j) ? 0.0 : weight(j) / sum);
        }
        return values;
    }

private:
    double weight(std::int64_t j) const
    {
        return m_origin.tokens.weights[static_cast<std::size_t>(j)];
    }
    double exponent(std::int64_t layer, std::int64_t head, std::int64_t i, std::int64_t j) const
    {
        return std::sin(static_cast<double>((1 + head) * (i + 1))) *
               std::cos(static_cast<double>((1 + layer) * (j + 1)) +
                        0.1 * static_cast<double>(m_look.iteration));
    }
    double mass(std::int64_t layer, std::int64_t head, std::int64_t i, std::int64_t j) const
    {
        return isOutside(i, j) ? 0.0 : weight(j) * std::exp(exponent(layer, head, i, j));
    }
    std::vector<std::int64_t> allTokens() const
    {
        std::vector<std::int64_t> numbers(static_cast<std::size_t>(m_origin.tokens.count()));
        std::iota(numbers.begin(), numbers.end(), std::int64_t(0));
        return numbers;
    }
    AttentionMap emptyMap(std::int64_t layer, std::int64_t head) const
    {
        requireHead(layer, head);
        AttentionMap map;
        map.layer = layer;
        map.head = head;
        return map;
    }
    void fill(AttentionMap& map) const
    {
        map.rowScale.assign(map.rows.size(), 1.0);
        for (const auto i : map.rows)
            for (const auto j : map.columns) {
                map.values.push_back(entry(map.layer, map.head, i, j));
                if (m_look.causal)
                    map.outside.push_back(isOutside(i, j) ? 1 : 0);
            }
    }

    Look m_look;
    AttentionOrigin m_origin;
};

}  // namespace nie::test
