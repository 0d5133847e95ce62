#include "core/recordings/recording.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <cmath>

namespace nie {

void Recording::setRepetitionTime(double seconds)
{
    const RepetitionTime before = repetitionTime;
    repetitionTime = RepetitionTime::ofUser(seconds);
    constexpr double kSame = 1e-3;  // s
    if (before.certainty == RepetitionTime::Certainty::Accepted &&
        std::abs(*before.seconds - seconds) > kSame)
        warnings.push_back(fmt::format("RepetitionTime: the {} says {} s; the {} s given count",
                                       before.source, *before.seconds, seconds));
}

void requireAlike(const std::vector<Recording>& runs)
{
    for (const Recording& run : runs) {
        const Recording& first = runs.front();
        if (run.regions.size() != first.regions.size())
            throw InputError(run.source, "another number of regions than " + first.source,
                             std::to_string(run.regions.size()),
                             std::to_string(first.regions.size()));
        for (std::size_t k = 0; k < run.regions.size(); ++k)
            if (run.regions[k] != first.regions[k])
                throw InputError(
                    run.source,
                    fmt::format("region {} is another one than in {}", k + 1, first.source),
                    "'" + run.regions[k] + "'", "'" + first.regions[k] + "'");
        constexpr double kSame = 1e-3;  // s
        const auto& own = run.repetitionTime.seconds;
        const auto& expected = first.repetitionTime.seconds;
        if (own.has_value() != expected.has_value() || (own && std::abs(*own - *expected) > kSame))
            throw InputError(run.source, "another repetition time than " + first.source,
                             own ? fmt::format("{} s", *own) : std::string("unknown"),
                             expected ? fmt::format("{} s", *expected) : std::string("unknown"));
    }
}

}  // namespace nie
