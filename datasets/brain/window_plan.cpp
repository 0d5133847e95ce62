#include "datasets/brain/window_plan.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nie::brain {

namespace {

constexpr const char* kName = "brain";
constexpr std::int64_t kMostWindows = 3000;

/// So that each part has enough different starts for its share.
std::int64_t mostWindows(const TimeSplit& parts, std::int64_t window, const SplitOptions& shares)
{
    // One less: shares are rounded.
    const auto room = [&](const RowRange& range, double share) {
        return static_cast<double>(range.starts(window) - 1) / share;
    };
    const double least =
        std::min({room(parts.training, shares.training), room(parts.validation, shares.validation),
                  room(parts.test, 1 - shares.training - shares.validation)});
    return static_cast<std::int64_t>(least);
}

}  // namespace

WindowPlan::WindowPlan(const BrainOptions& options)
{
    rows = options.rows > 0 ? options.rows : options.isBold() ? 300 : 5000;
    if (options.given >= options.window)
        throw InputError(kName, "dataset.given: no points are left to predict",
                         std::to_string(options.given),
                         "less than dataset.window, " + std::to_string(options.window));
    parts = options.isAsPublished() ? TimeSplit::asPublished(rows)
                                    : TimeSplit::inTime(rows, options.gap);
    const SplitOptions shares =
        options.isAsPublished()
            ? SplitOptions{.training = 2.0 / 3, .validation = 1.0 / 6, .shuffle = false}
            : SplitOptions{.training = 0.6, .validation = 0.2, .shuffle = false};
    const std::int64_t most = mostWindows(parts, options.window, shares);
    const std::int64_t count = options.curves > 0 ? options.curves : std::min(kMostWindows, most);
    if (count > most || most < 3)
        throw InputError(
            kName, "dataset.curves: the series has not so many windows", std::to_string(count),
            fmt::format("3 to {} of {} points in {} rows", most, options.window, rows));
    split = splitSamples(count, shares, 0);
    const std::pair<const RowRange*, std::size_t> wanted[] = {
        {&parts.training, split.training.size()},
        {&parts.validation, split.validation.size()},
        {&parts.test, split.test.size()}};
    for (const auto& [range, windows] : wanted) {
        const auto chosen = evenStarts(*range, options.window, static_cast<std::int64_t>(windows));
        starts.insert(starts.end(), chosen.begin(), chosen.end());
    }
}

}  // namespace nie::brain
