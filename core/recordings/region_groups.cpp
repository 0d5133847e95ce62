#include "core/recordings/region_groups.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

namespace nie {

namespace {

constexpr const char* kOther = "other";

/// Of the parcellations of Yeo 2011 (7 and 17 networks, in Schaefer's atlas) and of Gordon 2016.
constexpr std::array<std::string_view, 37> kNetworks{"Vis",
                                                     "VisCent",
                                                     "VisPeri",
                                                     "SomMot",
                                                     "SomMotA",
                                                     "SomMotB",
                                                     "DorsAttn",
                                                     "DorsAttnA",
                                                     "DorsAttnB",
                                                     "SalVentAttn",
                                                     "SalVentAttnA",
                                                     "SalVentAttnB",
                                                     "Limbic",
                                                     "LimbicA",
                                                     "LimbicB",
                                                     "Cont",
                                                     "ContA",
                                                     "ContB",
                                                     "ContC",
                                                     "Default",
                                                     "DefaultA",
                                                     "DefaultB",
                                                     "DefaultC",
                                                     "TempPar",
                                                     "Visual",
                                                     "SMhand",
                                                     "SMmouth",
                                                     "Auditory",
                                                     "FrontoParietal",
                                                     "CinguloParietal",
                                                     "CinguloOperc",
                                                     "RetrosplenialTemporal",
                                                     "VentralAttn",
                                                     "DorsalAttn",
                                                     "Salience",
                                                     "ParietoMedial",
                                                     "Somatomotor"};

/// Cut at every sign that is neither a letter nor a digit.
std::vector<std::string_view> wordsOf(std::string_view name)
{
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    for (std::size_t k = 0; k <= name.size(); ++k) {
        const bool inside =
            k < name.size() && (std::isalnum(static_cast<unsigned char>(name[k])) != 0 ||
                                (static_cast<unsigned char>(name[k]) & 0x80) != 0);
        if (inside)
            continue;
        if (k > begin)
            words.push_back(name.substr(begin, k - begin));
        begin = k + 1;
    }
    return words;
}

std::optional<std::string> networkOf(const std::vector<std::string_view>& words)
{
    for (const std::string_view word : words)
        if (std::find(kNetworks.begin(), kNetworks.end(), word) != kNetworks.end())
            return std::string(word);
    return std::nullopt;
}

/// "L12": the side and a number.
bool isNumberedSide(std::string_view word, char side)
{
    return word.size() > 1 && word.front() == side &&
           std::all_of(word.begin() + 1, word.end(),
                       [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

std::optional<std::string> hemisphereOf(const std::vector<std::string_view>& words)
{
    for (const std::string_view word : words) {
        for (const char* left : {"L", "LH", "lh", "Left", "left"})
            if (word == left)
                return "left";
        if (isNumberedSide(word, 'L'))
            return "left";
        if (isNumberedSide(word, 'R'))
            return "right";
        for (const char* right : {"R", "RH", "rh", "Right", "right"})
            if (word == right)
                return "right";
    }
    return std::nullopt;
}

/// A region without a group is one of the others; nothing where most are, or where all are alike.
std::optional<RegionGroups> groupsOf(const std::string& kind,
                                     const std::vector<std::optional<std::string>>& found)
{
    RegionGroups groups;
    groups.kind = kind;
    std::map<std::string, std::size_t> numbers;
    std::size_t known = 0;
    for (const auto& group : found)
        if (group && numbers.try_emplace(*group, groups.names.size()).second)
            groups.names.push_back(*group);
    const std::size_t other = groups.names.size();
    for (const auto& group : found) {
        known += group ? 1 : 0;
        groups.of.push_back(group ? numbers.at(*group) : other);
    }
    if (known < found.size())
        groups.names.emplace_back(kOther);
    if (2 * known < found.size() || groups.names.size() < 2)
        return std::nullopt;
    return groups;
}

}  // namespace

std::vector<Eigen::Index> RegionGroups::order() const
{
    std::vector<Eigen::Index> order;
    for (std::size_t group = 0; group < names.size(); ++group)
        for (std::size_t region = 0; region < of.size(); ++region)
            if (of[region] == group)
                order.push_back(Eigen::Index(region));
    return order;
}

RegionGroups RegionGroups::byNames(const std::vector<std::string>& regions)
{
    std::vector<std::optional<std::string>> networks;
    std::vector<std::optional<std::string>> hemispheres;
    for (const std::string& region : regions) {
        const auto words = wordsOf(region);
        networks.push_back(networkOf(words));
        hemispheres.push_back(hemisphereOf(words));
    }
    if (auto groups = groupsOf("network", networks))
        return *groups;
    return groupsOf("hemisphere", hemispheres).value_or(RegionGroups());
}

RegionGroups RegionGroups::ofRecording(const RecordedRuns& recorded)
{
    std::vector<std::optional<std::string>> stated;
    for (const Parcel& parcel : recorded.parcels)
        stated.push_back(parcel.group.empty() ? std::nullopt : std::optional(parcel.group));
    if (auto groups = groupsOf("group", stated))
        return *groups;
    return byNames(recorded.runs.front().regions);
}

}  // namespace nie
