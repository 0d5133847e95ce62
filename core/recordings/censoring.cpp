#include "core/recordings/censoring.h"

#include "core/base/error.h"
#include "core/io/text_table.h"

#include <fmt/format.h>

#include <charconv>
#include <set>

namespace nie {

namespace {

constexpr const char* kColumn = "framewise_displacement";

[[noreturn]] void refuseList(const std::string& text)
{
    throw InputError("cleaning", "censor: is no list of volumes", "'" + text + "'",
                     "numbers from 0 and ranges, such as 10-12,55");
}

std::int64_t volumeNumber(const std::string& all, std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    if (text.empty() || failure != std::errc() || stop != end || value < 0)
        refuseList(all);
    return value;
}

void addListed(std::set<std::int64_t>& found, const std::string& text, std::int64_t volumes)
{
    const std::string_view all = text;
    for (std::size_t begin = 0; !all.empty() && begin <= all.size();) {
        const std::size_t end = std::min(all.find(',', begin), all.size());
        const std::string_view part = all.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t dash = part.find('-');
        const std::int64_t first = volumeNumber(text, part.substr(0, dash));
        const std::int64_t last =
            dash == std::string_view::npos ? first : volumeNumber(text, part.substr(dash + 1));
        if (last < first)
            refuseList(text);
        if (last >= volumes)
            throw InputError("cleaning", "censor: the run has no such volume", std::to_string(last),
                             fmt::format("0 to {}", volumes - 1));
        for (std::int64_t volume = first; volume <= last; ++volume)
            found.insert(volume);
    }
}

void addMoved(std::set<std::int64_t>& found, const CleaningOptions& options, std::int64_t volumes)
{
    if (options.confounds.empty())
        throw InputError("cleaning", "censor_above: needs a table of confounds", {},
                         fmt::format("one with a column '{}'", kColumn));
    const TextTable table = TextTable::read(options.confounds);
    const auto& labels = table.array.labels;
    const auto column = std::find(labels.begin(), labels.end(), kColumn);
    if (column == labels.end())
        throw InputError(options.confounds,
                         fmt::format("censor_above: has no column '{}'", kColumn));
    if (table.array.shape[0] != volumes)
        throw InputError(options.confounds, "another number of rows than the recording has",
                         std::to_string(table.array.shape[0]), std::to_string(volumes));
    const std::int64_t width = table.array.shape[1];
    for (std::int64_t row = 0; row < volumes; ++row)
        if (table.array.values[static_cast<std::size_t>(row * width + (column - labels.begin()))] >
            options.censorAbove)
            found.insert(row);
}

}  // namespace

std::vector<std::int64_t> censoredVolumes(const CleaningOptions& options, std::int64_t volumes)
{
    std::set<std::int64_t> found;
    addListed(found, options.censor, volumes);
    if (options.censorAbove > 0)
        addMoved(found, options, volumes);
    return {found.begin(), found.end()};
}

}  // namespace nie
