#include "app/session_snapshot.h"

#include "core/base/error.h"

#include <array>
#include <utility>

namespace nie {

namespace {

constexpr std::array kAppearances{std::pair(Appearance::System, "system"),
                                  std::pair(Appearance::Light, "light"),
                                  std::pair(Appearance::Dark, "dark")};

constexpr std::array kPictures{std::pair(LivePictures::Full, "full"),
                               std::pair(LivePictures::Sparing, "sparing"),
                               std::pair(LivePictures::None, "none")};

/// The value that goes by the name; `otherwise` where none does.
template <class Value, std::size_t Count>
Value named(const std::string& name, const std::array<std::pair<Value, const char*>, Count>& known,
            Value otherwise)
{
    for (const auto& [value, each] : known)
        if (name == each)
            return value;
    return otherwise;
}

template <class Value, std::size_t Count>
std::string nameOf(Value value, const std::array<std::pair<Value, const char*>, Count>& known)
{
    for (const auto& [each, name] : known)
        if (each == value)
            return name;
    return {};
}

std::string bytesToText(const QByteArray& bytes)
{
    return bytes.toBase64().toStdString();
}

/// Replaces `value` where the object holds one of its type under the key.
template <class T>
void take(const Json& json, const char* key, T& value)
{
    const auto found = json.find(key);
    if (found == json.end())
        return;
    try {
        value = found->get<T>();
    } catch (const Json::exception&) {
        return;  // of another type: the default stays
    }
}

void takeBytes(const Json& json, const char* key, QByteArray& bytes)
{
    std::string text;
    take(json, key, text);
    bytes = QByteArray::fromBase64(QByteArray::fromStdString(text));
}

/// A configuration with its source, which RunConfig::toJson leaves out.
Json configToJson(const RunConfig& config)
{
    return {{"source", config.source}, {"config", config.toJson()}};
}

RunConfig configFromJson(const Json& json)
{
    return RunConfig::fromJson(json.at("config"), json.value("source", std::string("session")));
}

std::optional<DraftMemory> draftFromJson(const Json& json, std::string* problem)
{
    if (!json.is_object())
        return {};
    try {
        return DraftMemory{configFromJson(json.at("edited")), configFromJson(json.at("original")),
                           configFromJson(json.at("shipped"))};
    } catch (const Json::exception& error) {
        if (problem)
            *problem = error.what();
    } catch (const InputError& error) {
        if (problem)
            *problem = error.what();
    }
    return {};
}

Json lossViewToJson(const LossViewMemory& view)
{
    return {{"x", view.x},
            {"logarithmic_x", view.logarithmicX},
            {"logarithmic_left", view.logarithmicLeft},
            {"logarithmic_right", view.logarithmicRight},
            {"smoothing", view.smoothing},
            {"hidden", view.hidden},
            {"followed_steps", view.followedSteps}};
}

std::optional<LossViewMemory> lossViewFromJson(const Json& json)
{
    if (!json.is_object())
        return {};
    LossViewMemory view;
    take(json, "x", view.x);
    take(json, "logarithmic_x", view.logarithmicX);
    take(json, "logarithmic_left", view.logarithmicLeft);
    take(json, "logarithmic_right", view.logarithmicRight);
    take(json, "smoothing", view.smoothing);
    take(json, "hidden", view.hidden);
    take(json, "followed_steps", view.followedSteps);
    if (!(view.smoothing >= 0.0 && view.smoothing < 1.0))
        view.smoothing = LossViewMemory{}.smoothing;
    if (!(view.followedSteps >= 0.0))
        view.followedSteps = 0.0;
    return view;
}

}  // namespace

Json SessionSnapshot::toJson() const
{
    Json json = {{"version", 1},
                 {"geometry", bytesToText(geometry)},
                 {"layout", bytesToText(layout)},
                 {"inspector_shown", inspectorShown},
                 {"loss_shown", lossShown},
                 {"loss_height", lossHeight},
                 {"page", page.toStdString()},
                 {"folder", folder},
                 {"recent", recent.toJson()},
                 {"appearance", nameOf(appearance, kAppearances)},
                 {"live_pictures", nameOf(pictures, kPictures)},
                 {"runs_columns", runsColumns},
                 {"queue", queue},
                 {"notice", notice}};
    if (draft)
        json["draft"] = {{"edited", configToJson(draft->config)},
                         {"original", configToJson(draft->original)},
                         {"shipped", configToJson(draft->shipped)}};
    if (lossView)
        json["loss_view"] = lossViewToJson(*lossView);
    return json;
}

SessionSnapshot SessionSnapshot::fromJson(const Json& json, std::string* problem)
{
    SessionSnapshot snapshot;
    if (!json.is_object())
        return snapshot;
    takeBytes(json, "geometry", snapshot.geometry);
    takeBytes(json, "layout", snapshot.layout);
    take(json, "inspector_shown", snapshot.inspectorShown);
    take(json, "loss_shown", snapshot.lossShown);
    take(json, "loss_height", snapshot.lossHeight);
    if (snapshot.lossHeight <= 0)
        snapshot.lossHeight = SessionSnapshot{}.lossHeight;
    take(json, "folder", snapshot.folder);
    std::string text;
    take(json, "page", text);
    if (!text.empty())
        snapshot.page = QString::fromStdString(text);
    text.clear();
    take(json, "appearance", text);
    snapshot.appearance = named(text, kAppearances, snapshot.appearance);
    text.clear();
    take(json, "live_pictures", text);
    snapshot.pictures = named(text, kPictures, snapshot.pictures);
    take(json, "runs_columns", snapshot.runsColumns);
    take(json, "queue", snapshot.queue);
    take(json, "notice", snapshot.notice);
    snapshot.recent = RecentList::fromJson(json.value("recent", Json()));
    snapshot.draft = draftFromJson(json.value("draft", Json()), problem);
    snapshot.lossView = lossViewFromJson(json.value("loss_view", Json()));
    return snapshot;
}

}  // namespace nie
