#include "core/results/attention/part_map.h"

namespace nie {

PartMapSum::PartMapSum(const AttentionTokens& tokens, AttentionPart part) : m_tokens(tokens)
{
    m_map.part = part;
    const auto count = part == AttentionPart::Times ? tokens.timeCount() : tokens.cellCount();
    for (std::int64_t k = 0; k < count; ++k)
        m_map.rows.push_back(k);
    m_map.columns = m_map.rows;
    m_map.values.assign(m_map.rows.size() * m_map.rows.size(), 0.0);
    m_inside.assign(m_map.values.size(), 0);
    m_scales.assign(m_map.rows.size(), 0.0);
}

void PartMapSum::add(const AttentionMap& block)
{
    m_map.layer = block.layer;
    m_map.head = block.head;
    m_limited = !block.outside.empty();
    const auto cells = static_cast<std::size_t>(m_tokens.cellCount());
    const bool times = m_map.part == AttentionPart::Times;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        const auto token = static_cast<std::size_t>(block.rows[i]);
        const std::size_t row = times ? token / cells : token % cells;
        m_scales[row] += block.rowScale[i];
        double* sums = m_map.values.data() + row * m_map.columns.size();
        std::int64_t* inside = m_inside.data() + row * m_map.columns.size();
        for (std::size_t j = 0; j < block.columns.size(); ++j) {
            const std::size_t column = times ? j / cells : j % cells;
            sums[column] += block.at(i, j);
            inside[column] += m_limited && block.outside[i * block.columns.size() + j] ? 0 : 1;
        }
    }
}

AttentionMap PartMapSum::result() const
{
    AttentionMap map = m_map;
    const auto others = static_cast<double>(
        map.part == AttentionPart::Times ? m_tokens.cellCount() : m_tokens.timeCount());
    for (double& value : map.values)
        value /= others;
    for (const double scale : m_scales)
        map.rowScale.push_back(scale / others);
    if (m_limited)
        for (const auto entries : m_inside)
            map.outside.push_back(entries == 0 ? 1 : 0);
    return map;
}

}  // namespace nie
