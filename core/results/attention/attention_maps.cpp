#include "core/results/attention/attention_maps.h"

#include "core/base/error.h"
#include "core/results/attention/part_map.h"
#include "core/results/head_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

/// Entries of a block of rows.
constexpr std::int64_t kEntriesAtOnce = std::int64_t{1} << 19;

void requireNumberBelow(const std::string& name, std::int64_t number, std::int64_t count)
{
    if (number < 0 || number >= count)
        throw InputError(name, "there is no such " + name, std::to_string(number),
                         fmt::format("0 to {}", count - 1));
}

void requireNotStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Interrupted();
}

/// Calls take(rows) for all tokens in their order, so many at once that `heads` matrices of such
/// rows hold no more than kEntriesAtOnce entries.
void forRowNumbers(std::int64_t tokens, std::int64_t heads,
                   const std::function<void(const std::vector<std::int64_t>& rows)>& take,
                   const std::stop_token& stop)
{
    const auto most = std::max<std::int64_t>(1, kEntriesAtOnce / (tokens * heads));
    for (std::int64_t first = 0; first < tokens; first += most) {
        requireNotStopped(stop);
        std::vector<std::int64_t> rows(static_cast<std::size_t>(std::min(most, tokens - first)));
        std::iota(rows.begin(), rows.end(), first);
        take(rows);
    }
}

double massOutside(const AttentionMap& block)
{
    double mass = 0.0;
    for (std::size_t i = 0; i < block.outside.size(); ++i)
        if (block.outside[i])
            mass += std::abs(block.values[i]);
    return mass;
}

/// Calls take(layer, head) for all of them.
template <class Take>
void forHeads(const AttentionOrigin& origin, Take take)
{
    for (std::int64_t layer = 0; layer < origin.layers; ++layer)
        for (std::int64_t head = 0; head < origin.heads; ++head)
            take(layer, head);
}

template <class Sum>
void addRowsOf(Sum& sum, const AttentionMap& block)
{
    for (std::size_t i = 0; i < block.rows.size(); ++i)
        sum.add(block.values.data() + i * block.columns.size());
}

}  // namespace

void AttentionMaps::requireHead(std::int64_t layer, std::int64_t head) const
{
    requireNumberBelow("layer", layer, origin().layers);
    requireNumberBelow("head", head, origin().heads);
}

void AttentionMaps::forBlocks(std::int64_t layer, std::int64_t head,
                              const std::function<void(const AttentionMap& block)>& take,
                              const std::stop_token& stop) const
{
    requireHead(layer, head);
    forRowNumbers(
        origin().tokens.count(), 1, [&](const auto& rows) { take(map(layer, head, rows)); }, stop);
}

AttentionMap AttentionMaps::mergedMap(std::int64_t layer, std::int64_t head, const MergedLook& look,
                                      const std::stop_token& stop) const
{
    const auto tokens = origin().tokens.count();
    if (tokens <= look.most)
        return map(layer, head);
    MergedMapSum sum(tokens, look);
    if (look.rowsEach == 0) {
        forBlocks(
            layer, head, [&](const AttentionMap& block) { sum.add(block); }, stop);
        return sum.result();
    }
    const std::vector<std::int64_t> wanted = sum.rowsFormed();
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(1, kEntriesAtOnce / tokens));
    for (std::size_t first = 0; first < wanted.size(); first += most) {
        requireNotStopped(stop);
        const auto begin = wanted.begin() + static_cast<std::ptrdiff_t>(first);
        const auto count = static_cast<std::ptrdiff_t>(std::min(most, wanted.size() - first));
        sum.add(map(layer, head, {begin, begin + count}));
    }
    return sum.result();
}

AttentionMap AttentionMaps::partMap(std::int64_t layer, std::int64_t head, AttentionPart part,
                                    const std::stop_token& stop) const
{
    if (part == AttentionPart::Tokens)
        return map(layer, head);
    PartMapSum sum(origin().tokens, part);
    forBlocks(
        layer, head, [&](const AttentionMap& block) { sum.add(block); }, stop);
    return sum.result();
}

void AttentionMaps::forEvenRows(const std::function<void(const double* row)>& take,
                                const std::stop_token& stop) const
{
    const auto tokens = origin().tokens.count();
    const auto takeAll = [&](const std::vector<std::int64_t>& rows) {
        const std::vector<double> values = evenRows(rows);
        for (std::size_t i = 0; i < rows.size(); ++i)
            take(values.data() + i * static_cast<std::size_t>(tokens));
    };
    forRowNumbers(tokens, 1, takeAll, stop);
}

AttentionStatistics AttentionMaps::statistics(const std::stop_token& stop) const
{
    AttentionStatistics result;
    forHeads(origin(), [&](std::int64_t layer, std::int64_t head) {
        HeadStatisticsSum sum(origin().tokens, origin().distributions);
        double outside = 0.0;
        const auto add = [&](const AttentionMap& block) {
            addRowsOf(sum, block);
            outside += massOutside(block);
        };
        forBlocks(layer, head, add, stop);
        HeadStatistics numbers = sum.result();
        numbers.layer = layer;
        numbers.head = head;
        numbers.massOutsideLimits = outside;
        result.heads.push_back(numbers);
    });
    HeadStatisticsSum even(origin().tokens, true);
    forEvenRows([&](const double* row) { even.add(row); }, stop);
    result.uniform = even.result();
    return result;
}

AttentionProfiles AttentionMaps::profiles(const std::stop_token& stop) const
{
    AttentionProfiles result = profileBins(origin().tokens);
    forHeads(origin(), [&](std::int64_t layer, std::int64_t head) {
        HeadProfileSum sum(origin().tokens, result);
        forBlocks(
            layer, head, [&](const AttentionMap& block) { addRowsOf(sum, block); }, stop);
        result.heads.push_back(sum.result());
        result.heads.back().layer = layer;
        result.heads.back().head = head;
    });
    HeadProfileSum even(origin().tokens, result);
    forEvenRows([&](const double* row) { even.add(row); }, stop);
    result.uniform = even.result();
    return result;
}

HeadSimilarity AttentionMaps::similarity(const std::stop_token& stop) const
{
    const AttentionOrigin& whose = origin();
    HeadSimilaritySum sum(whose.layers, whose.heads);
    const auto add = [&](const std::vector<std::int64_t>& rows) {
        std::vector<std::vector<double>> entries;
        const std::vector<double> even =
            whose.distributions ? evenRows(rows) : std::vector<double>();
        forHeads(whose, [&](std::int64_t layer, std::int64_t head) {
            entries.push_back(map(layer, head, rows).values);
            for (std::size_t i = 0; i < even.size(); ++i)
                entries.back()[i] -= even[i];
        });
        sum.add(entries);
    };
    forRowNumbers(whose.tokens.count(), whose.layers * whose.heads, add, stop);
    return sum.result();
}

}  // namespace nie
