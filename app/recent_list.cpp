#include "app/recent_list.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::array kKinds{std::pair(RecentItem::Kind::Experiment, "experiment"),
                            std::pair(RecentItem::Kind::File, "file"),
                            std::pair(RecentItem::Kind::Run, "run")};

std::string textIn(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

bool RecentItem::exists() const
{
    std::error_code failure;
    return kind == Kind::Experiment || fs::is_regular_file(configuration(), failure);
}

std::string RecentItem::configuration() const
{
    return kind == Kind::Run ? (fs::path(target) / "config.json").string() : target;
}

void RecentList::add(const RecentItem& item)
{
    std::erase_if(m_items, [&item](const RecentItem& known) {
        return known.kind == item.kind && known.target == item.target;
    });
    m_items.insert(m_items.begin(), item);
    if (m_items.size() > kMost)
        m_items.resize(kMost);
}

Json RecentList::toJson() const
{
    Json list = Json::array();
    for (const RecentItem& item : m_items) {
        const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
                                        [&item](const auto& k) { return k.first == item.kind; });
        list.push_back({{"kind", kind->second}, {"target", item.target}, {"title", item.title}});
    }
    return list;
}

RecentList RecentList::fromJson(const Json& json)
{
    RecentList list;
    if (!json.is_array())
        return list;
    for (const Json& entry : json) {
        if (!entry.is_object())
            continue;
        const std::string name = textIn(entry, "kind");
        const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
                                        [&name](const auto& k) { return k.second == name; });
        const std::string target = textIn(entry, "target");
        if (kind != kKinds.end() && !target.empty() && list.m_items.size() < kMost)
            list.m_items.push_back({kind->first, target, textIn(entry, "title")});
    }
    return list;
}

}  // namespace nie
