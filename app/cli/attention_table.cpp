#include "app/cli/attention_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie::cli {

namespace {

constexpr std::size_t kStrongest = 8;

std::string orDash(const std::optional<double>& number, const char* format)
{
    return number ? fmt::format(fmt::runtime(format), *number) : std::string("-");
}

/// Without what rounding leaves of a sum of equal lags to both sides.
double withoutRounding(double lag, double meanTimeDistance)
{
    return std::abs(lag) < 1e-8 * meanTimeDistance ? 0.0 : lag;
}

std::string statisticsRow(const std::string& name, const HeadStatistics& head)
{
    return fmt::format(
        "  {:<10} {:>8} {:>9} {:>9} {:>10.4g} {:>9.4g} {:>8.4f}   {:.4g} to {:.4g}\n", name,
        orDash(head.entropy, "{:.4f}"), orDash(head.effectiveCount, "{:.2f}"),
        orDash(head.meanDistance, "{:.4f}"), withoutRounding(head.meanLag, head.meanTimeDistance),
        head.meanTimeDistance, head.localityShare, head.leastRowSum, head.greatestRowSum);
}

std::string ablationRow(const std::string& name, const Scores& scores, const Scores& whole)
{
    return fmt::format("  {:<26} {:>10.3e}  {:>11.4f}  {:>+10.1f} %\n", name, scores.mse,
                       scores.relativeL2, 100.0 * (scores.mse / whole.mse - 1.0));
}

}  // namespace

std::string describeOrigin(const AttentionOrigin& origin)
{
    const bool solution = origin.iteration == origin.iterations;
    const AttentionTokens& tokens = origin.tokens;
    return fmt::format(
        "{}: {} attention, {} limits, layers {}, heads {}\n"
        "{} sample {} (number {} of the data set), {}, residual {:.1e}; {} tokens: {} times{}\n",
        origin.model, origin.kind, origin.limits, origin.layers, origin.heads, origin.split,
        origin.sample, origin.dataSample,
        solution ? fmt::format("the solution (iterate {})", origin.iterations)
                 : fmt::format("iterate {} of 0 to {}", origin.iteration, origin.iterations),
        origin.residual, tokens.count(), tokens.timeCount(),
        tokens.space.empty() ? std::string() : fmt::format(" x {} cells", tokens.cellCount()));
}

std::string describeToken(const AttentionTokens& tokens, std::int64_t token)
{
    std::string text = fmt::format("t = {:.6g}", tokens.time(token));
    const auto place = tokens.place(token);
    for (std::size_t a = 0; a < place.size(); ++a)
        text += fmt::format(", {} = {:.6g}", tokens.space[a].name, place[a]);
    return text;
}

std::string statisticsTable(const AttentionStatistics& statistics, const AttentionOrigin& origin)
{
    std::string text =
        fmt::format("  {:<10} {:>8} {:>9} {:>9} {:>10} {:>9} {:>8}   {}\n", "layer.head", "entropy",
                    "exp(H)", "distance", "lag", "|lag|", "local", "row sums");
    for (const HeadStatistics& head : statistics.heads)
        text += statisticsRow(fmt::format("{}.{}", head.layer, head.head), head);
    text += statisticsRow("uniform", statistics.uniform);
    if (!origin.distributions)
        text += "  no entropy: " + origin.entropyAbsence() + "\n";
    double outside = 0.0;
    for (const HeadStatistics& head : statistics.heads)
        outside += head.massOutsideLimits;
    if (origin.limits != "fredholm")
        text += fmt::format("  weight outside the limits: {:g}\n", outside);
    return text;
}

std::string similarityTable(const HeadSimilarity& similarity)
{
    const auto count = static_cast<std::size_t>(similarity.count());
    const auto nameOf = [&](std::size_t number) {
        const auto head = static_cast<std::int64_t>(number);
        return fmt::format("{}.{}", head / similarity.heads, head % similarity.heads);
    };
    std::string text = fmt::format("  {:<10}", "similarity");
    for (std::size_t head = 0; head < count; ++head)
        text += fmt::format(" {:>7}", nameOf(head));
    for (std::size_t one = 0; one < count; ++one) {
        text += fmt::format("\n  {:<10}", nameOf(one));
        for (std::size_t other = 0; other < count; ++other)
            text += fmt::format(" {:>7.3f}", similarity.values[one * count + other]);
    }
    return text + "\n";
}

std::string strongestTokens(const AttentionMap& row, const AttentionTokens& tokens)
{
    std::vector<std::size_t> order(row.values.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min(kStrongest, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
                      order.end(), [&](std::size_t a, std::size_t b) {
                          return std::abs(row.values[a]) > std::abs(row.values[b]);
                      });
    const bool column = row.isColumn();
    std::string text =
        fmt::format("layer {}, head {}: strongest of {} tokens {} {}\n", row.layer, row.head,
                    order.size(), column ? "attending to" : "for",
                    describeToken(tokens, column ? row.columns.front() : row.rows.front()));
    for (std::size_t k = 0; k < count; ++k)
        text += fmt::format("  {:>11.4e}  {}\n", row.values[order[k]],
                            describeToken(tokens, (column ? row.rows : row.columns)[order[k]]));
    return text;
}

std::string ablationTable(const AblationStudy& study)
{
    std::string text =
        fmt::format("{} set, {} samples:\n  {:<26} {:>10}  {:>11}  {:>12}\n", study.split,
                    study.samples, "", "MSE", "relative L2", "change of MSE");
    text += ablationRow("all heads", study.whole, study.whole);
    for (const HeadAblation& head : study.heads)
        text += ablationRow(fmt::format("without {}.{}", head.layer, head.head), head.scores,
                            study.whole);
    return text + ablationRow("without any", study.none, study.whole);
}

}  // namespace nie::cli
