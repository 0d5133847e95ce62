#include "core/results/attention/merged_map.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// How many of the tokens the block that begins at `first` stands for; the last may hold fewer.
std::int64_t tokensFrom(std::int64_t first, std::int64_t merged, std::int64_t tokens)
{
    return std::min(merged, tokens - first);
}

}  // namespace

MergedMapSum::MergedMapSum(std::int64_t tokens, const MergedLook& look)
    : m_tokens(tokens),
      m_look(look)
{
    m_map.merged = (tokens + look.most - 1) / look.most;
    m_map.merging = look.merging;
    m_map.rowsEach = look.rowsEach >= m_map.merged ? 0 : look.rowsEach;
    for (std::int64_t first = 0; first < tokens; first += m_map.merged)
        m_map.rows.push_back(first);
    m_map.columns = m_map.rows;
    m_rows.resize(m_map.rows.size());
    m_map.values.assign(m_rows.size() * m_rows.size(), 0.0);
    m_inside.assign(m_map.values.size(), 0);
}

std::vector<std::int64_t> MergedMapSum::rowsFormed() const
{
    std::vector<std::int64_t> rows;
    for (const auto first : m_map.rows) {
        const auto all = tokensFrom(first, m_map.merged, m_tokens);
        const auto formed = m_map.rowsEach == 0 ? all : std::min(m_map.rowsEach, all);
        for (std::int64_t k = 0; k < formed; ++k)
            rows.push_back(first + (2 * k + 1) * all / (2 * formed));
    }
    return rows;
}

void MergedMapSum::add(const AttentionMap& block)
{
    m_map.layer = block.layer;
    m_map.head = block.head;
    m_limited = !block.outside.empty();
    for (std::size_t i = 0; i < block.rows.size(); ++i)
        addRow(block, i);
}

void MergedMapSum::addRow(const AttentionMap& block, std::size_t row)
{
    const auto target = static_cast<std::size_t>(block.rows[row] / m_map.merged);
    m_rows[target].count += 1.0;
    m_rows[target].scale += block.rowScale[row];
    const double* values = block.values.data() + row * block.columns.size();
    const std::uint8_t* outside =
        m_limited ? block.outside.data() + row * block.columns.size() : nullptr;
    double* sums = m_map.values.data() + target * m_map.columns.size();
    std::int64_t* inside = m_inside.data() + target * m_map.columns.size();
    for (std::size_t c = 0; c < m_map.columns.size(); ++c) {
        const auto first = static_cast<std::size_t>(m_map.columns[c]);
        const auto end =
            first + static_cast<std::size_t>(tokensFrom(m_map.columns[c], m_map.merged, m_tokens));
        for (std::size_t j = first; j < end; ++j) {
            if (m_look.merging == AttentionMerging::Mean)
                sums[c] += values[j];
            else if (std::abs(values[j]) > std::abs(sums[c]))
                sums[c] = values[j];
            inside[c] += outside && outside[j] ? 0 : 1;
        }
    }
}

AttentionMap MergedMapSum::result() const
{
    AttentionMap map = m_map;
    const bool mean = m_look.merging == AttentionMerging::Mean;
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        map.rowScale.push_back(m_rows[r].scale / std::max(1.0, m_rows[r].count));
        for (std::size_t c = 0; c < map.columns.size() && mean; ++c)
            map.values[r * map.columns.size() + c] /=
                std::max(1.0, m_rows[r].count) *
                static_cast<double>(tokensFrom(map.columns[c], map.merged, m_tokens));
    }
    if (m_limited)
        for (const auto entries : m_inside)
            map.outside.push_back(entries == 0 ? 1 : 0);
    return map;
}

AttentionMarginals attentionMarginals(const AttentionMap& map, std::int64_t tokens)
{
    if (map.merging == AttentionMerging::Greatest && map.merged > 1)
        throw InputError("marginals", "the sums of greatest entries mean nothing", "greatest",
                         "a map of means");
    const bool whole = map.part != AttentionPart::Tokens;
    AttentionMarginals sums;
    sums.given.assign(map.rows.size(), 0.0);
    sums.received.assign(map.columns.size(), 0.0);
    const double all = static_cast<double>(whole ? map.rows.size() : tokens);
    for (std::size_t i = 0; i < map.rows.size(); ++i) {
        const double rows =
            whole ? 1.0 : static_cast<double>(tokensFrom(map.rows[i], map.merged, tokens));
        for (std::size_t j = 0; j < map.columns.size(); ++j) {
            const double columns =
                whole ? 1.0 : static_cast<double>(tokensFrom(map.columns[j], map.merged, tokens));
            sums.given[i] += map.at(i, j) * columns;
            sums.received[j] += map.at(i, j) * columns * rows / all;
        }
    }
    return sums;
}

}  // namespace nie
