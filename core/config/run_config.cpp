#include "core/config/run_config.h"

#include "core/base/error.h"

namespace nie {

namespace {

/// The scalar keys of a configuration, read and written by the options machinery.
struct TopLevel {
    std::string experiment;
    std::string title;
    std::string description;
    std::int64_t seed = 1;
    std::int64_t threads = 1;
    std::string device = "cpu";
    bool deterministic = true;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("experiment", experiment, {.description = "Name of the experiment"});
        v("title", title, {.description = "Title for people"});
        v("description", description, {.description = "What it is about, with the equation"});
        v("seed", seed, {.description = "Decides data, split, weights and every random step", .minimum = 0.0});
        v("threads", threads, {.description = "Threads of one training", .minimum = 1.0, .maximum = 1024.0});
        v("device", device, {.description = "Where it computes", .choices = {"cpu", "cuda"}});
        v("deterministic", deterministic, {.description = "Refuse operators that are not deterministic"});
    }
};

Json sectionOf(const Json& json, const char* name, const std::string& source)
{
    if (!json.contains(name))
        return Json::object();
    if (!json.at(name).is_object())
        throw InputError(source, std::string(name) + ": wrong type", json.at(name).dump(),
                         "an object of options");
    return json.at(name);
}

}  // namespace

RunConfig RunConfig::fromJson(const Json& json, const std::string& source)
{
    const auto top = readOptions<TopLevel>(json, source, "", {"dataset", "model", "training"});
    RunConfig config;
    config.experiment = top.experiment;
    config.title = top.title;
    config.description = top.description;
    config.seed = static_cast<std::uint64_t>(top.seed);
    config.threads = top.threads;
    config.device = top.device;
    config.deterministic = top.deterministic;
    config.dataset = sectionOf(json, "dataset", source);
    config.model = sectionOf(json, "model", source);
    config.training = sectionOf(json, "training", source);
    config.source = source;
    return config;
}

Json RunConfig::toJson() const
{
    Json json = writeOptions(TopLevel{experiment, title, description, static_cast<std::int64_t>(seed),
                                      threads, device, deterministic});
    json["dataset"] = dataset;
    json["model"] = model;
    json["training"] = training;
    return json;
}

std::vector<OptionDescription> RunConfig::describe()
{
    return describeOptions<TopLevel>();
}

void RunConfig::set(const std::string& assignment)
{
    const auto equals = assignment.find('=');
    const std::string path = assignment.substr(0, equals);
    const bool partIsEmpty = path.empty() || path.front() == '.' || path.back() == '.'
                             || path.find("..") != std::string::npos;
    if (equals == std::string::npos || partIsEmpty)
        throw InputError("--set " + assignment, "not an assignment", "'" + assignment + "'",
                         "path=value, such as model.solver.tolerance=1e-4");
    const std::string text = assignment.substr(equals + 1);
    Json value = Json::parse(text, nullptr, false);
    if (value.is_discarded())
        value = text;

    Json json = toJson();
    Json* place = &json;
    std::size_t begin = 0;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
        place = &(*place)[path.substr(begin, dot - begin)];
        if (!place->is_object() && !place->is_null())
            throw InputError("--set " + assignment, "'" + path.substr(0, dot) + "' is not a section",
                             place->dump(), "an object of options");
        begin = dot + 1;
    }
    (*place)[path.substr(begin)] = value;
    *this = fromJson(json, source);
}

Json parseJson(const std::string& text, const std::string& source)
{
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        std::size_t line = 1;
        std::size_t column = 1;
        for (std::size_t i = 0; i + 1 < error.byte && i < text.size(); ++i) {
            column = text[i] == '\n' ? 1 : column + 1;
            line += text[i] == '\n' ? 1 : 0;
        }
        throw InputError(source + ":" + std::to_string(line) + ":" + std::to_string(column),
                         "not valid JSON", {}, "a JSON object");
    } catch (const Json::out_of_range&) {
        throw InputError(source, "not valid JSON: a number is too large", {}, "at most 1.8e308");
    }
}

}  // namespace nie
