#include "core/results/run_view.h"

#include "core/base/error.h"
#include "core/config/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace nie {

namespace {

constexpr std::array kSampleViews{
    std::pair("curves", FieldKind::Curves),   std::pair("phase", FieldKind::Phase),
    std::pair("field", FieldKind::Compare),   std::pair("spacetime", FieldKind::SpaceTime),
    std::pair("profile", FieldKind::Profile), std::pair("error", FieldKind::Error)};

// In the order of the enumerations.
constexpr std::array kPartNames{"tokens", "times", "cells"};
constexpr std::array kMergingNames{"mean", "greatest"};
constexpr std::array kSurfaceNames{"both", "truth", "prediction"};
constexpr std::size_t kCameraNumbers = 7;

template <class Enumeration, class Names>
Enumeration enumerated(const Names& names, const std::string& name)
{
    return static_cast<Enumeration>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::vector<std::string> allViewNames()
{
    std::vector<std::string> names = runViewNames();
    names.insert(names.end(), spaceViewNames().begin(), spaceViewNames().end());
    return names;
}

/// The keys of a view that are numbers or texts; -1: not there.
struct ViewKeys {
    std::string view;
    std::string checkpoint;
    std::string split = "test";
    std::int64_t sample = 0;
    std::int64_t layer = 0;
    std::int64_t head = -1;
    std::int64_t iteration = -1;
    bool reverse = false;
    std::string part = kPartNames.front();
    std::string merge = kMergingNames.front();
    std::string surfaces = kSurfaceNames.front();

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("view", view, {.description = "what is drawn", .choices = allViewNames()});
        v("checkpoint", checkpoint, {.description = "of the run"});
        v("split", split,
          {.description = "of the data", .choices = {"test", "validation", "training"}});
        v("sample", sample, {.description = "number in the split", .minimum = 0.0});
        v("layer", layer, {.description = "of attention", .minimum = 0.0});
        v("head", head, {.description = "of attention; -1: all", .minimum = -1.0});
        v("iteration", iteration, {.description = "of the solve; -1: its end", .minimum = -1.0});
        v("reverse", reverse, {.description = "what attends to the query"});
        v("part", part,
          {.description = "of whole maps", .choices = {kPartNames.begin(), kPartNames.end()}});
        v("merge", merge,
          {.description = "of many tokens",
           .choices = {kMergingNames.begin(), kMergingNames.end()}});
        v("surfaces", surfaces,
          {.description = "which of them",
           .choices = {kSurfaceNames.begin(), kSurfaceNames.end()}});
    }
};

std::optional<std::int64_t> unlessNegative(std::int64_t number)
{
    return number < 0 ? std::nullopt : std::optional(number);
}

std::vector<double> queryFrom(const Json& json, const std::string& source)
{
    const bool good =
        json.is_array() &&
        std::all_of(json.begin(), json.end(), [](const Json& each) { return each.is_number(); });
    if (!good)
        throw InputError(source + ": query", "wrong type", json.dump(), "a list of numbers");
    return json.get<std::vector<double>>();
}

SceneChoice sceneFrom(const Json& json, const std::string& source, const std::string& surfaces)
{
    SceneChoice scene;
    scene.surfaces = surfaces;
    const auto isListOf = [&json](const char* key, std::size_t count, auto fits) {
        const Json& list = json.at(key);
        return list.is_array() && list.size() == count &&
               std::all_of(list.begin(), list.end(), fits);
    };
    if (json.contains("camera")) {
        if (!isListOf("camera", kCameraNumbers, [](const Json& j) { return j.is_number(); }))
            throw InputError(source + ": camera", "wrong type", json.at("camera").dump(),
                             fmt::format("a list of {} numbers", kCameraNumbers));
        scene.camera = json.at("camera").get<std::vector<double>>();
    }
    if (json.contains("channels")) {
        const auto isNumber = [](const Json& j) {
            return j.is_number_integer() && j.get<std::int64_t>() >= 0;
        };
        if (!isListOf("channels", 3, isNumber))
            throw InputError(source + ": channels", "wrong type", json.at("channels").dump(),
                             "a list of 3 numbers of channels");
        scene.channels = json.at("channels").get<std::vector<std::int64_t>>();
    }
    return scene;
}

double timeFrom(const Json& json, const std::string& where)
{
    if (!json.is_number())
        throw InputError(where, "wrong type", json.dump(), "a number");
    return json.get<double>();
}

/// The keys of a look that are not as they are at first, and the time where one is drawn: without a
/// look the shell takes the last.
Json changedKeys(const FieldLook& look)
{
    FieldLook first;
    first.kind = look.kind;
    const Json before = fieldLookToJson(first);
    const Json all = fieldLookToJson(look);
    Json changed = Json::object();
    for (const auto& [key, value] : all.items())
        if (value != before.at(key) || (key == "time" && drawsOneTime(look.kind)))
            changed[key] = value;
    return changed;
}

void addAttentionWords(std::vector<std::string>& words, const AttentionChoice& choice)
{
    if (choice.layer != 0)
        words.insert(words.end(), {"--layer", std::to_string(choice.layer)});
    if (choice.head)
        words.insert(words.end(), {"--head", std::to_string(*choice.head)});
    if (choice.iteration)
        words.insert(words.end(), {"--iteration", std::to_string(*choice.iteration)});
    if (!choice.query.empty())
        words.insert(words.end(), {"--query", fmt::format("{}", fmt::join(choice.query, ","))});
    if (choice.reverse)
        words.emplace_back("--reverse");
    if (choice.at)
        words.insert(words.end(), {"--at", fmt::format("{}", *choice.at)});
    if (choice.part != AttentionPart::Tokens)
        words.insert(words.end(), {"--part", kPartNames[static_cast<std::size_t>(choice.part)]});
    if (choice.merging != AttentionMerging::Mean)
        words.insert(words.end(),
                     {"--merge", kMergingNames[static_cast<std::size_t>(choice.merging)]});
}

void addAttentionKeys(Json& json, const AttentionChoice& choice)
{
    json["layer"] = choice.layer;
    if (choice.head)
        json["head"] = *choice.head;
    if (choice.iteration)
        json["iteration"] = *choice.iteration;
    if (!choice.query.empty())
        json["query"] = choice.query;
    if (choice.reverse)
        json["reverse"] = true;
    if (choice.at)
        json["at"] = *choice.at;
    if (choice.part != AttentionPart::Tokens)
        json["part"] = kPartNames[static_cast<std::size_t>(choice.part)];
    if (choice.merging != AttentionMerging::Mean)
        json["merge"] = kMergingNames[static_cast<std::size_t>(choice.merging)];
}

}  // namespace

bool RunView::isOfTraining() const
{
    return name == "loss" || name == "residual";
}

bool RunView::isInSpace() const
{
    const auto& names = spaceViewNames();
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<FieldKind> RunView::kind() const
{
    for (const auto& [each, kind] : kSampleViews)
        if (name == each)
            return kind;
    return std::nullopt;
}

RunView RunView::ofSample(const FieldLook& look)
{
    RunView view;
    view.name = runViewName(look.kind);
    view.checkpoint = "best";
    view.look = look;
    return view;
}

bool drawsOneTime(FieldKind kind)
{
    return kind == FieldKind::Compare || kind == FieldKind::Profile || kind == FieldKind::Phase;
}

const std::vector<std::string>& runViewNames()
{
    static const std::vector<std::string> names{"loss",      "residual",  "curves",  "phase",
                                                "field",     "spacetime", "profile", "error",
                                                "attention", "kernel"};
    return names;
}

const std::vector<std::string>& spaceViewNames()
{
    static const std::vector<std::string> names{"surface", "phase3d"};
    return names;
}

std::string runViewName(FieldKind kind)
{
    for (const auto& [name, each] : kSampleViews)
        if (each == kind)
            return name;
    return fieldKindName(kind);
}

Json runViewToJson(const RunView& view)
{
    Json json = {{"view", view.name}};
    if (view.isOfTraining())
        return json;
    json["checkpoint"] = view.checkpoint;
    if (view.name == "kernel")
        return json;
    json["split"] = view.split;
    json["sample"] = view.sample;
    if (view.name == "attention") {
        addAttentionKeys(json, view.attention);
        return json;
    }
    json["look"] = fieldLookToJson(view.look);
    if (!view.isInSpace())
        return json;
    if (!view.scene.camera.empty())
        json["camera"] = view.scene.camera;
    if (view.scene.surfaces != kSurfaceNames.front())
        json["surfaces"] = view.scene.surfaces;
    if (!view.scene.channels.empty())
        json["channels"] = view.scene.channels;
    return json;
}

RunView runViewFromJson(const Json& json, const std::string& source)
{
    if (!json.is_object() || !json.contains("view"))
        throw InputError(source, "is no view of a run", json.dump(), "{\"view\": ...}");
    const auto keys =
        readOptions<ViewKeys>(json, source, "", {"look", "query", "at", "camera", "channels"});
    RunView view;
    view.name = keys.view;
    view.checkpoint = keys.checkpoint;
    view.split = keys.split;
    view.sample = keys.sample;
    view.attention.layer = keys.layer;
    view.attention.head = unlessNegative(keys.head);
    view.attention.iteration = unlessNegative(keys.iteration);
    view.attention.reverse = keys.reverse;
    if (json.contains("at"))
        view.attention.at = timeFrom(json.at("at"), source + ": at");
    view.attention.part = enumerated<AttentionPart>(kPartNames, keys.part);
    view.attention.merging = enumerated<AttentionMerging>(kMergingNames, keys.merge);
    if (json.contains("query"))
        view.attention.query = queryFrom(json.at("query"), source);
    view.scene = sceneFrom(json, source, keys.surfaces);
    if (json.contains("look"))
        view.look = fieldLookFromJson(json.at("look"), source + ": look");
    if (const auto kind = view.kind())
        view.look.kind = *kind;
    return view;
}

std::vector<std::string> runViewCommand(const RunView& view, const std::string& folder)
{
    std::vector<std::string> words{"nie", "figure", folder, "--view", view.name};
    if (view.isOfTraining())
        return words;
    if (view.checkpoint.empty() || view.isInSpace())
        return {};
    if (view.checkpoint != "best")
        words.insert(words.end(), {"--checkpoint", view.checkpoint});
    if (view.name == "kernel")
        return words;
    if (view.split != "test")
        words.insert(words.end(), {"--split", view.split});
    if (view.sample != 0)
        words.insert(words.end(), {"--sample", std::to_string(view.sample)});
    if (view.name == "attention")
        addAttentionWords(words, view.attention);
    const Json look = view.kind() ? changedKeys(view.look) : Json::object();
    if (!look.empty())
        words.insert(words.end(), {"--look", look.dump()});
    return words;
}

}  // namespace nie
