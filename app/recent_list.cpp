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
    if (const auto known = find(item); known != m_items.end()) {
        if (known->pinned) {
            known->title = item.title;
            return;
        }
        m_items.erase(known);
    }
    const auto added = m_items.insert(firstUnpinned(), item);
    // The newest is kept even where everything else is pinned.
    const auto place = static_cast<std::size_t>(added - m_items.begin());
    if (m_items.size() > kMost)
        m_items.resize(std::max(kMost, place + 1));
}

void RecentList::setPinned(const RecentItem& item, bool pinned)
{
    const auto known = find(item);
    if (known == m_items.end() || known->pinned == pinned)
        return;
    RecentItem moved = *known;
    moved.pinned = pinned;
    m_items.erase(known);
    m_items.insert(firstUnpinned(), moved);
}

void RecentList::clear()
{
    std::erase_if(m_items, [](const RecentItem& item) { return !item.pinned; });
}

std::vector<RecentItem>::iterator RecentList::find(const RecentItem& item)
{
    return std::find_if(m_items.begin(), m_items.end(), [&item](const RecentItem& known) {
        return known.kind == item.kind && known.target == item.target;
    });
}

std::vector<RecentItem>::iterator RecentList::firstUnpinned()
{
    return std::find_if(m_items.begin(), m_items.end(),
                        [](const RecentItem& item) { return !item.pinned; });
}

Json RecentList::toJson() const
{
    Json list = Json::array();
    for (const RecentItem& item : m_items) {
        const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
                                        [&item](const auto& k) { return k.first == item.kind; });
        list.push_back({{"kind", kind->second}, {"target", item.target}, {"title", item.title}});
        if (item.pinned)
            list.back()["pinned"] = true;
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
        if (kind == kKinds.end() || target.empty())
            continue;
        list.m_items.push_back(
            {kind->first, target, textIn(entry, "title"), entry.value("pinned", Json()) == true});
    }
    // A file that was edited by hand may have them in any order.
    std::stable_partition(list.m_items.begin(), list.m_items.end(),
                          [](const RecentItem& item) { return item.pinned; });
    const auto pinned = static_cast<std::size_t>(list.firstUnpinned() - list.m_items.begin());
    if (list.m_items.size() > kMost)
        list.m_items.resize(std::max(kMost, pinned));
    return list;
}

}  // namespace nie
