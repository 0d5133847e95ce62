#include "core/io/axis_guess.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

namespace nie {

namespace {

constexpr std::array kSpaceNames{"x", "y", "z"};

/// "t-coordinate" of "group/t-coordinate", in small letters.
std::string leafName(const std::string& name)
{
    std::string leaf = name.substr(name.find_last_of("/.") + 1);
    std::transform(leaf.begin(), leaf.end(), leaf.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return leaf;
}

bool isTimeName(const std::string& leaf)
{
    static constexpr std::array kNames{"t", "time", "times", "t-coordinate", "t_coordinate"};
    return std::find(kNames.begin(), kNames.end(), leaf) != kNames.end();
}

/// "x" of "x", "x-coordinate", "x_coordinate".
std::optional<std::string> spaceName(const std::string& leaf)
{
    for (const std::string name : kSpaceNames)
        if (leaf == name || leaf == name + "-coordinate" || leaf == name + "_coordinate")
            return name;
    return std::nullopt;
}

/// Entries of an array with one axis, or with all but one of length 1; else 0.
std::int64_t vectorLength(const ArrayInfo& array)
{
    const auto longAxes = std::count_if(array.shape.begin(), array.shape.end(),
                                        [](std::int64_t length) { return length > 1; });
    return array.readable() && longAxes == 1
               ? static_cast<std::int64_t>(elementCount(array.shape).value_or(0))
               : 0;
}

class Guesser {
public:
    Guesser(const ArrayFile& file, const std::string& array)
        : m_file(file),
          m_leaf(leafName(array)),
          m_taken(file.info(array).shape.size(), false)
    {
        m_guess.array = array;
        m_guess.shape = file.info(array).shape;
        m_guess.roles.resize(rank());
        m_guess.names.resize(rank());
        m_guess.reasons.resize(rank());
    }

    AxisGuess guess()
    {
        takeLabels();
        takeInitialState();
        takeTimes();
        takeSpace();
        if (m_leaf == "tensor" && rank() >= 3) {
            assign(0, AxisRole::Sample, "PDEBench's 'tensor': samples first");
            if (m_guess.times.empty())
                assign(1, AxisRole::Time, "PDEBench's 'tensor': time second");
        }
        takeRest();
        return std::move(m_guess);
    }

    void findCompanions(AxisGuess& guess) const
    {
        for (std::size_t k = 0; k < guess.roles.size(); ++k) {
            if (guess.roles[k] == AxisRole::Time)
                guess.times = companion(guess.shape[k], isTimeName);
            if (guess.roles[k] == AxisRole::Space)
                guess.coordinates.push_back(companion(guess.shape[k], [&](const std::string& leaf) {
                    return spaceName(leaf) == guess.names[k];
                }));
        }
    }

private:
    std::size_t rank() const { return m_taken.size(); }

    void assign(std::size_t axis, AxisRole role, std::string reason)
    {
        if (axis >= rank() || m_taken[axis])
            return;
        m_taken[axis] = true;
        m_guess.roles[axis] = role;
        m_guess.reasons[axis] = std::move(reason);
        m_guess.names[axis] = roleName(role);
        if (role == AxisRole::Space) {
            const std::size_t place = m_guess.coordinates.size();
            m_guess.names[axis] =
                place < kSpaceNames.size() ? kSpaceNames[place] : fmt::format("x{}", place + 1);
            m_guess.coordinates.emplace_back();
        }
    }

    /// PDEBench stores one time more than slices: the edges.
    static bool fits(std::int64_t entries, std::int64_t length)
    {
        return entries == length || entries == length + 1;
    }

    template <class IsName>
    std::string companion(std::int64_t length, IsName&& isName) const
    {
        for (const ArrayInfo& array : m_file.arrays())
            if (array.name != m_guess.array && isName(leafName(array.name)) &&
                fits(vectorLength(array), length) && length > 1)
                return array.name;
        return {};
    }

    void takeLabels()
    {
        const auto& labels = m_file.info(m_guess.array).labels;
        if (rank() >= 2 && !labels.empty())
            assign(rank() - 1, AxisRole::Channel,
                   fmt::format("the columns have names: {}, ...", labels.front()));
    }

    /// FNO's files: `a` is the state at the beginning, `u` what follows, time last.
    void takeInitialState()
    {
        if (m_leaf != "u")
            return;
        for (const ArrayInfo& array : m_file.arrays()) {
            if (leafName(array.name) != "a" || !array.readable())
                continue;
            const std::size_t axes = array.shape.size();
            const bool same =
                axes <= rank() && rank() <= axes + 1 && axes >= 2 &&
                std::equal(array.shape.begin(), array.shape.end(), m_guess.shape.begin());
            if (!same)
                continue;
            m_guess.initial = array.name;
            assign(0, AxisRole::Sample, "'a' and 'u' of the FNO files: samples first");
            if (rank() == axes + 1)
                assign(axes, AxisRole::Time, "'u' has one axis more than 'a': time, last");
            for (std::size_t axis = 1; axis < axes; ++axis)
                assign(axis, AxisRole::Space, "'a' has it too: a grid point in space");
            m_guess.times = rank() == axes + 1 ? companion(m_guess.shape[axes], isTimeName) : "";
            return;
        }
    }

    void takeTimes()
    {
        if (!m_guess.times.empty())
            return;
        for (std::size_t k = 0; k < rank(); ++k) {
            // The second axis before the others: samples stand first.
            const std::size_t axis = rank() == 1 ? 0 : k == 0 ? 1 : k == 1 ? 0 : k;
            const std::string name = companion(m_guess.shape[axis], isTimeName);
            if (m_taken[axis] || name.empty())
                continue;
            assign(axis, AxisRole::Time,
                   fmt::format("'{}' has as many entries, {}", name, m_guess.shape[axis]));
            m_guess.times = name;
            return;
        }
    }

    void takeSpace()
    {
        for (const std::string wanted : kSpaceNames)
            for (std::size_t axis = 0; axis < rank(); ++axis) {
                const std::string name =
                    companion(m_guess.shape[axis], [&wanted](const std::string& leaf) {
                        return spaceName(leaf) == wanted;
                    });
                if (m_taken[axis] || name.empty() || (axis == 0 && rank() > 2))
                    continue;
                assign(axis, AxisRole::Space,
                       fmt::format("'{}' has as many entries, {}", name, m_guess.shape[axis]));
                m_guess.names[axis] = wanted;
                m_guess.coordinates.back() = name;
                break;
            }
    }

    bool has(AxisRole role) const
    {
        for (std::size_t axis = 0; axis < rank(); ++axis)
            if (m_taken[axis] && m_guess.roles[axis] == role)
                return true;
        return false;
    }

    /// What names and companions leave open, by the number of axes and their lengths.
    void takeRest()
    {
        constexpr std::int64_t kFewChannels = 8;
        if (rank() == 2 && !has(AxisRole::Time) && !has(AxisRole::Space) &&
            !has(AxisRole::Sample)) {
            const std::size_t longer = m_guess.shape[1] > m_guess.shape[0] && !m_taken[1] ? 1 : 0;
            assign(longer, AxisRole::Time, "the longer side is taken for time");
            assign(1 - longer, AxisRole::Channel, "the shorter side is taken for channels");
        }
        if (rank() >= 3)
            assign(0, AxisRole::Sample, "samples are taken to stand first");
        if (!has(AxisRole::Time))
            for (std::size_t axis = 0; axis < rank() && !has(AxisRole::Time); ++axis)
                assign(axis, AxisRole::Time, "time is taken to follow the samples");
        if (rank() >= 3 && !has(AxisRole::Channel) &&
            (rank() == 3 || m_guess.shape[rank() - 1] <= kFewChannels))
            assign(rank() - 1, AxisRole::Channel, "the last axis is taken for channels");
        for (std::size_t axis = 0; axis < rank(); ++axis)
            assign(axis, has(AxisRole::Sample) || axis > 0 ? AxisRole::Space : AxisRole::Sample,
                   has(AxisRole::Sample) || axis > 0 ? "what is left is taken for space"
                                                     : "samples are taken to stand first");
    }

    const ArrayFile& m_file;
    std::string m_leaf;
    std::vector<bool> m_taken;
    AxisGuess m_guess;
};

}  // namespace

std::string roleName(AxisRole role)
{
    static constexpr std::array kNames{"sample", "time", "space", "channel"};
    return kNames[static_cast<std::size_t>(role)];
}

std::string AxisGuess::axesText() const
{
    return fmt::format("{}", fmt::join(names, ","));
}

AxisGuess guessAxes(const ArrayFile& file, const std::string& array)
{
    return Guesser(file, array).guess();
}

AxisGuess axesFromText(const ArrayFile& file, const std::string& array, const std::string& text,
                       const std::string& where)
{
    AxisGuess axes;
    axes.array = array;
    axes.shape = file.info(array).shape;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::string name = text.substr(begin, end - begin);
        name.erase(std::remove(name.begin(), name.end(), ' '), name.end());
        begin = end + 1;
        const AxisRole role = name == "sample"    ? AxisRole::Sample
                              : name == "time"    ? AxisRole::Time
                              : name == "channel" ? AxisRole::Channel
                                                  : AxisRole::Space;
        if (name.empty() ||
            std::find(axes.names.begin(), axes.names.end(), name) != axes.names.end())
            throw InputError(where, "axes: a name is empty or stands twice", "\"" + text + "\"",
                             "sample, time, channel and names of space axes");
        axes.names.push_back(std::move(name));
        axes.roles.push_back(role);
        axes.reasons.emplace_back("as given");
    }
    if (axes.names.size() != axes.shape.size())
        throw InputError(where, "axes: another number of axes than the array has",
                         fmt::format("\"{}\" for {}", text, shapeText(axes.shape)),
                         fmt::format("{} names", axes.shape.size()));
    Guesser(file, array).findCompanions(axes);
    return axes;
}

}  // namespace nie
