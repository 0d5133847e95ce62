#include "core/config/sweep_spec.h"

#include "core/base/error.h"
#include "core/base/hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace nie {

namespace {

using Type = OptionDescription::Type;

constexpr std::int64_t kMostRuns = 10'000;
constexpr std::int64_t kTriesPerPoint = 100;  ///< until a point is drawn that is not there yet
constexpr const char* kModelName = "model.name";

/// The part of a file that is no configuration.
struct SweepFields {
    std::int64_t randomPoints = 0;
    std::int64_t seeds = 1;

    template <class Visitor>
    void visit(Visitor& v)
    {
        const auto most = static_cast<double>(kMostRuns);
        v("random_points", randomPoints,
          {.description = "Points drawn at random; 0: every combination",
           .minimum = 0.0,
           .maximum = most});
        v("seeds", seeds,
          {.description = "Runs of each point, with seeds that follow one another",
           .minimum = 1.0,
           .maximum = most});
    }
};

std::string whereOf(const VariedOption& option)
{
    return "--vary " + option.path + "=" + option.law.text();
}

Json::json_pointer pointerTo(std::string path)
{
    std::replace(path.begin(), path.end(), '.', '/');
    return Json::json_pointer("/" + path);
}

void requireVariable(const VariedOption& option)
{
    static const std::map<std::string, std::string> kFixed{
        {"seed", "--seeds repeats every point over seeds"},
        {"experiment", "one sweep for each experiment"},
        {"title", "an option of the run"},
        {"description", "an option of the run"},
        {"dataset.name", "one sweep for each data set"}};
    if (const auto fixed = kFixed.find(option.path); fixed != kFixed.end())
        throw InputError(whereOf(option), option.path + ": cannot be varied", {}, fixed->second);
}

/// The description of a path; throws and names the nearest where there is none.
const OptionDescription& describedAs(const VariedOption& option,
                                     const std::vector<OptionDescription>& known)
{
    for (const OptionDescription& candidate : known)
        if (candidate.path == option.path)
            return candidate;
    const Json wanted = {{option.path, Json()}};
    OptionReader reader(wanted, whereOf(option), {});
    const std::string section = option.path.substr(0, option.path.find('.') + 1);
    const bool sectionIsKnown =
        std::any_of(known.begin(), known.end(), [&section](const OptionDescription& candidate) {
            return !section.empty() && candidate.path.starts_with(section);
        });
    for (const OptionDescription& candidate : known)
        if (!sectionIsKnown || candidate.path.starts_with(section))
            reader.allow(candidate.path.c_str());
    reader.finish();
    throw InputError(whereOf(option), option.path + ": unknown key");
}

/// Reads one value as the options of a run are read.
void requireAllowed(const OptionDescription& option, const Json& value, const std::string& where)
{
    const auto dot = option.path.rfind('.');
    const std::string name = leafOf(option.path);
    const Json object = {{name, value}};
    OptionReader reader(object, where,
                        dot == std::string::npos ? std::string() : option.path.substr(0, dot));
    const auto read = [&](auto field) { reader(name.c_str(), field, option.info); };
    switch (option.type) {
    case Type::Boolean:
        return read(false);
    case Type::Integer:
        return read(std::int64_t(0));
    case Type::Real:
        return read(0.0);
    case Type::Text:
        return read(std::string());
    }
}

void requireFew(std::int64_t points, std::int64_t seeds)
{
    if (points > kMostRuns / std::max<std::int64_t>(1, seeds))
        throw InputError("sweep", "too many runs",
                         fmt::format("{} points over {} seeds", points, seeds),
                         fmt::format("at most {} runs", kMostRuns));
}

/// Every combination; the last option changes first.
std::vector<SweepPoint> gridPoints(const SweepSpec& spec, const std::vector<Type>& types)
{
    std::vector<SweepPoint> points{{}};
    for (std::size_t i = 0; i < spec.options.size(); ++i) {
        const VariedOption& option = spec.options[i];
        if (option.law.needsDrawing())
            throw InputError(whereOf(option), "has to be drawn", option.law.text(),
                             "a number of random points (--random N), or values, lin and log");
        const std::vector<Json> values = option.law.grid(types[i]);
        requireFew(static_cast<std::int64_t>(points.size() * values.size()), spec.seeds);
        std::vector<SweepPoint> longer;
        for (const SweepPoint& point : points)
            for (const Json& value : values) {
                longer.push_back(point);
                longer.back().push_back(value);
            }
        points = std::move(longer);
    }
    return points;
}

std::vector<SweepPoint> drawnPoints(const SweepSpec& spec, const std::vector<Type>& types)
{
    if (spec.options.empty())
        throw InputError("sweep", "random points of nothing",
                         fmt::format("--random {}", spec.randomPoints), "a varied option (--vary)");
    requireFew(spec.randomPoints, spec.seeds);
    std::vector<RandomStream> streams;
    for (const VariedOption& option : spec.options) {
        ContentHash path;
        path.add(option.path.data(), option.path.size());
        streams.emplace_back(deriveSeed(spec.config.seed, seed_stream::kSweep, path.value()));
    }
    std::vector<SweepPoint> points;
    std::set<std::string> known;
    const auto wanted = static_cast<std::size_t>(spec.randomPoints);
    for (std::int64_t i = 0; i < spec.randomPoints * kTriesPerPoint && points.size() < wanted;
         ++i) {
        SweepPoint point;
        for (std::size_t k = 0; k < streams.size(); ++k)
            point.push_back(spec.options[k].law.draw(types[k], streams[k]));
        if (known.insert(Json(point).dump()).second)
            points.push_back(std::move(point));
    }
    return points;
}

/// Each value that an option takes, where it is used: with the model of its point.
void requireAllowedPoints(const SweepSpec& spec, const std::vector<SweepPoint>& points,
                          const OptionLister& options)
{
    const auto named =
        std::find_if(spec.options.begin(), spec.options.end(),
                     [](const VariedOption& option) { return option.path == kModelName; });
    const auto modelAt = static_cast<std::size_t>(named - spec.options.begin());
    std::map<std::string, std::vector<OptionDescription>> known;  // by model
    std::set<std::string> checked;
    for (const SweepPoint& point : points) {
        const std::string model = modelAt < point.size() ? point[modelAt].dump() : std::string();
        auto& list = known[model];
        if (list.empty())
            list = options(spec.configAt(point, spec.config.seed));
        for (std::size_t i = 0; i < point.size(); ++i)
            if (i != modelAt && checked.insert(model + std::to_string(i) + point[i].dump()).second)
                requireAllowed(describedAs(spec.options[i], list), point[i],
                               whereOf(spec.options[i]));
    }
}

}  // namespace

std::string leafOf(const std::string& path)
{
    return path.substr(path.rfind('.') + 1);
}

SweepSpec SweepSpec::fromJson(const Json& json, const std::string& source)
{
    const auto fields = readOptions<SweepFields>(json, source, "", {"configuration", "vary"});
    SweepSpec spec;
    spec.randomPoints = fields.randomPoints;
    spec.seeds = fields.seeds;
    if (!json.contains("configuration"))
        throw InputError(source, "configuration: missing", {}, "the configuration of a run");
    spec.config = RunConfig::fromJson(json.at("configuration"), source);
    const Json list = json.value("vary", Json::array());
    if (!list.is_array())
        throw InputError(source, "vary: wrong type", list.dump(), "a list of \"PATH=VALUES\"");
    for (const Json& assignment : list) {
        if (!assignment.is_string())
            throw InputError(source, "vary: wrong type", assignment.dump(), "\"PATH=VALUES\"");
        spec.vary(assignment.get<std::string>());
    }
    return spec;
}

Json SweepSpec::toJson() const
{
    Json json = writeOptions(SweepFields{randomPoints, seeds});
    json["configuration"] = config.toJson();
    json["vary"] = Json::array();
    for (const VariedOption& option : options)
        json["vary"].push_back(option.path + "=" + option.law.text());
    return json;
}

void SweepSpec::vary(const std::string& assignment)
{
    const std::string where = "--vary " + assignment;
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
        throw InputError(where, "not an assignment", "'" + assignment + "'",
                         "PATH=VALUES, such as training.learning_rate=log:1e-4:1e-1:4");
    const VariedOption option{assignment.substr(0, equals),
                              ValueLaw::parse(assignment.substr(equals + 1), where)};
    for (const VariedOption& other : options)
        if (other.path == option.path)
            throw InputError(where, option.path + ": is varied twice", {}, "once");
    requireVariable(option);
    options.push_back(option);
}

RunConfig SweepSpec::configAt(const SweepPoint& point, std::uint64_t seed) const
{
    Json json = config.toJson();
    for (std::size_t i = 0; i < point.size(); ++i)
        if (options[i].path == kModelName && json["model"].value("name", Json()) != point[i])
            json["model"] = {{"name", point[i]}};
    for (std::size_t i = 0; i < point.size(); ++i)
        json[pointerTo(options[i].path)] = point[i];
    RunConfig run = RunConfig::fromJson(json, config.source);
    run.seed = seed;
    const std::string what = pointText(point);
    run.title += fmt::format(" ({}{}seed {})", what, what.empty() ? "" : ", ", seed);
    return run;
}

std::string SweepSpec::pointText(const SweepPoint& point) const
{
    std::string text;
    for (std::size_t i = 0; i < point.size(); ++i)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                            options[i].path == kModelName ? "model" : leafOf(options[i].path),
                            valueText(point[i]));
    return text;
}

std::vector<SweepPoint> sweepPoints(const SweepSpec& spec, const OptionLister& options)
{
    if (spec.seeds < 1 || spec.randomPoints < 0)
        throw InputError("sweep", "wrong number of seeds or points",
                         fmt::format("{} seeds, {} random points", spec.seeds, spec.randomPoints),
                         "seeds >= 1, random points >= 0");
    // Types by the first model that is tried: a path means the same in all of them.
    RunConfig first = spec.config;
    for (const VariedOption& option : spec.options) {
        requireVariable(option);
        if (option.path == kModelName && !option.law.values.empty() &&
            option.law.values.front() != first.model.value("name", Json()))
            first.model = {{"name", option.law.values.front()}};
    }
    const std::vector<OptionDescription> known = options(first);
    std::vector<Type> types;
    for (const VariedOption& option : spec.options)
        types.push_back(option.path == kModelName ? Type::Text : describedAs(option, known).type);
    std::vector<SweepPoint> points =
        spec.randomPoints > 0 ? drawnPoints(spec, types) : gridPoints(spec, types);
    requireFew(static_cast<std::int64_t>(points.size()), spec.seeds);
    requireAllowedPoints(spec, points, options);
    return points;
}

}  // namespace nie
