#include "core/base/error.h"
#include "datasets/recording/recording_dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

/// The parts of `count` runs or rows by shares, each at least 1.
struct Cuts {
    std::int64_t first;   ///< where validation begins
    std::int64_t second;  ///< where the test begins

    Cuts(std::int64_t count, const RecordingWindowOptions& options)
    {
        const auto share = [count](double part) {
            return std::llround(part * static_cast<double>(count));
        };
        first = std::clamp<std::int64_t>(share(options.training), 1, count - 2);
        second = std::clamp<std::int64_t>(share(options.training + options.validation), first + 1,
                                          count - 1);
    }
};

bool hasWindow(const std::vector<RecordingPart>& parts, std::int64_t window)
{
    return std::any_of(parts.begin(), parts.end(), [window](const RecordingPart& part) {
        return part.end - part.begin >= window;
    });
}

}  // namespace

RecordingSplit RecordingSplit::of(const std::vector<std::int64_t>& runLengths,
                                  const RecordingWindowOptions& options, std::int64_t gap)
{
    constexpr double kRounding = 1e-9;
    if (options.training + options.validation >= 1.0 - kRounding)
        throw InputError("windows", "split: the shares leave nothing for the test",
                         fmt::format("{} and {}", options.training, options.validation),
                         "a sum below 1");
    const auto runs = static_cast<std::int64_t>(runLengths.size());
    const bool byRuns = options.split == "runs" || (options.split == "auto" && runs >= 3);
    if (byRuns && runs < 3)
        throw InputError("windows", "split: too few runs to keep apart", std::to_string(runs),
                         "at least 3, or split in time");
    RecordingSplit split;
    if (byRuns) {
        const Cuts cuts(runs, options);
        for (std::int64_t run = 0; run < runs; ++run)
            (run < cuts.first    ? split.training
             : run < cuts.second ? split.validation
                                 : split.test)
                .push_back({run, 0, runLengths[static_cast<std::size_t>(run)]});
    } else {
        for (std::int64_t run = 0; run < runs; ++run) {
            const std::int64_t rows = runLengths[static_cast<std::size_t>(run)];
            if (rows < 3)
                continue;
            const Cuts cuts(rows, options);
            split.training.push_back({run, 0, cuts.first});
            split.validation.push_back({run, cuts.first + gap, cuts.second});
            split.test.push_back({run, cuts.second + gap, rows});
        }
    }
    const std::int64_t window = options.context + options.horizon;
    for (const auto& [name, parts] :
         {std::pair("training", &split.training), std::pair("validation", &split.validation),
          std::pair("test", &split.test)})
        if (!hasWindow(*parts, window))
            throw InputError(
                "windows", fmt::format("split: no window fits the {} part", name),
                fmt::format("{} rows in {} runs",
                            std::accumulate(runLengths.begin(), runLengths.end(), std::int64_t{0}),
                            runs),
                fmt::format(
                    "a part of {} rows, {} rows apart from the next: shorter windows, other "
                    "shares or a longer recording",
                    window, byRuns ? 0 : gap));
    return split;
}

}  // namespace nie
