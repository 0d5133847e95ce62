#include "core/experiments/paper/paper_spec.h"

#include "core/base/error.h"
#include "core/config/run_config.h"
#include "core/experiments/paper/embedded_paper.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

/// Reads the keys of a JSON object once each; what nobody read is an error.
class StrictObject {
public:
    StrictObject(const Json& json, std::string where) : m_json(json), m_where(std::move(where))
    {
        if (!json.is_object())
            throw InputError(m_where, "wrong type", json.dump(), "an object");
    }

    template <class T>
    T get(const char* key, T otherwise)
    {
        m_known.emplace_back(key);
        if (!m_json.contains(key))
            return otherwise;
        try {
            return m_json.at(key).template get<T>();
        } catch (const Json::exception&) {
            throw InputError(where(key), "wrong type", m_json.at(key).dump());
        }
    }
    template <class T>
    T need(const char* key)
    {
        if (!m_json.contains(key))
            throw InputError(m_where, std::string("key is missing: ") + key);
        return get<T>(key, T{});
    }
    bool has(const char* key) const { return m_json.contains(key); }
    std::string where(const std::string& key) const { return m_where + ": " + key; }
    void finish() const
    {
        for (const auto& [key, value] : m_json.items())
            if (std::find(m_known.begin(), m_known.end(), key) == m_known.end())
                throw InputError(where(key), "unknown key", value.dump(),
                                 fmt::format("one of: {}", fmt::join(m_known, ", ")));
    }

private:
    const Json& m_json;
    std::string m_where;
    std::vector<std::string> m_known;
};

using Texts = std::vector<std::string>;

PaperMetric readMetric(const Json& json, const std::string& where)
{
    StrictObject object(json, where);
    PaperMetric metric;
    const auto score = object.get<std::string>("score", "");
    const auto horizon = object.get<std::string>("horizon", "");
    const bool loss = object.get<bool>("validation_loss", false);
    const bool seconds = object.get<bool>("seconds_per_step", false);
    metric.point = object.get<std::int64_t>("point", 0);
    metric.window = object.get<std::int64_t>("window", -1);
    object.finish();
    if (int(!score.empty()) + int(!horizon.empty()) + int(loss) + int(seconds) != 1)
        throw InputError(where, "a metric is one of", json.dump(),
                         "score, horizon, validation_loss, seconds_per_step");
    metric.key = score.empty() ? horizon : score;
    metric.source = !score.empty()     ? PaperMetric::Source::Score
                    : !horizon.empty() ? PaperMetric::Source::Horizon
                    : loss             ? PaperMetric::Source::ValidationLoss
                                       : PaperMetric::Source::SecondsPerStep;
    return metric;
}

PaperColumnSpec readColumn(const Json& json, const std::string& where)
{
    StrictObject object(json, where);
    PaperColumnSpec column;
    column.label = object.need<std::string>("label");
    column.set = object.get<Texts>("set", {});
    column.experiment = object.get<std::string>("experiment", "");
    if (const Json metric = object.get<Json>("metric", Json()); !metric.is_null())
        column.metric.push_back(readMetric(metric, where + ".metric"));
    object.finish();
    return column;
}

PaperRowSpec readRow(const Json& json, const std::string& where)
{
    StrictObject object(json, where);
    PaperRowSpec row;
    row.label = object.need<std::string>("label");
    row.model = object.need<std::string>("model");
    row.set = object.get<Texts>("set", {});
    row.published = object.get<Texts>("published", {});
    row.without = object.get<Texts>("without", {});
    row.why = object.get<std::string>("why", "");
    row.budgetSet = object.get<std::map<std::string, Texts>>("budgets", {});
    row.columnSet = object.get<std::map<std::string, Texts>>("columns", {});
    object.finish();
    return row;
}

/// A positive number, or a list of such.
std::vector<std::int64_t> readSteps(const Json& json, const std::string& where)
{
    std::vector<std::int64_t> steps;
    for (const Json& number : json.is_array() ? json : Json::array({json})) {
        if (!number.is_number_integer() || number.get<std::int64_t>() < 1)
            throw InputError(where, "not a number of steps", number.dump(), "1 or more");
        steps.push_back(number.get<std::int64_t>());
    }
    return steps;
}

PaperBudgetSpec readBudget(const Json& json, const std::string& where)
{
    StrictObject object(json, where);
    PaperBudgetSpec budget;
    budget.seeds = object.get<std::int64_t>("seeds", 1);
    budget.set = object.get<Texts>("set", {});
    const Json steps = object.get<Json>("steps", Json::object());
    for (const auto& [label, numbers] : steps.items())
        budget.steps[label] = readSteps(numbers, where + ".steps." + label);
    budget.secondsPerRun = object.get<double>("seconds_per_run", 10.0);
    object.finish();
    return budget;
}

PaperCountSpec readCount(const Json& json, const std::string& where)
{
    StrictObject object(json, where);
    PaperCountSpec count;
    count.column = object.need<std::string>("column");
    count.model = object.get<Json>("model", Json());
    count.channels = object.get<std::int64_t>("channels", 1);
    count.given = object.get<std::int64_t>("given", 1);
    count.times = object.get<std::int64_t>("times", 2);
    count.space = object.get<std::vector<std::int64_t>>("space", {});
    count.published = object.get<std::string>("published", "");
    count.note = object.get<std::string>("note", "");
    object.finish();
    return count;
}

PaperSpec::Kind kindOf(const std::string& text, const std::string& where)
{
    if (text == "runs")
        return PaperSpec::Kind::Runs;
    if (text == "parameters")
        return PaperSpec::Kind::Parameters;
    if (text == "figure")
        return PaperSpec::Kind::Figure;
    throw InputError(where, "unknown", "\"" + text + "\"", "runs, parameters or figure");
}

/// Steps are those of a row that there is, one number for all columns or one for each.
void requireStepsOfRows(const PaperSpec& spec, const PaperBudgetSpec& budget,
                        const std::string& where)
{
    for (const auto& [label, steps] : budget.steps) {
        if (std::none_of(spec.rows.begin(), spec.rows.end(), [&](const PaperRowSpec& row) {
                return row.label == label || row.model == label;
            }))
            throw InputError(where, "no such row or model", label);
        if (steps.size() != 1 && steps.size() != spec.columns.size())
            throw InputError(where + "." + label, "wrong number of values",
                             std::to_string(steps.size()),
                             fmt::format("1 or {}", spec.columns.size()));
    }
}

/// Every published row must say something of every column.
void requireWhole(const PaperSpec& spec, const std::string& source)
{
    for (const PaperRowSpec& row : spec.rows) {
        if (!row.published.empty() && row.published.size() != spec.columns.size())
            throw InputError(source, row.label + ": published: wrong number of values",
                             std::to_string(row.published.size()),
                             std::to_string(spec.columns.size()));
        for (const std::string& label : row.without)
            if (std::none_of(spec.columns.begin(), spec.columns.end(),
                             [&](const PaperColumnSpec& column) { return column.label == label; }))
                throw InputError(source, row.label + ": without: unknown column", label);
    }
    if (spec.kind != PaperSpec::Kind::Runs)
        return;
    for (const std::string& budget : kPaperBudgets)
        if (!spec.budgets.contains(budget))
            throw InputError(source, "budgets: is missing", budget);
    for (const auto& [name, budget] : spec.budgets)
        requireStepsOfRows(spec, budget, source + ": budgets." + name + ".steps");
}

/// Tables, figures, then what the publication does not have, each by number.
int orderOf(const PaperSpec& spec)
{
    for (const auto& [kind, first] : {std::pair("table", 0), std::pair("figure", 100)})
        if (spec.name.starts_with(kind))
            return first + std::stoi(spec.name.substr(std::string_view(kind).size()));
    return 200;
}

}  // namespace

std::optional<std::int64_t> PaperBudgetSpec::stepsOf(const PaperRowSpec& row,
                                                     std::size_t column) const
{
    for (const std::string& key : {row.label, row.model})
        if (const auto found = steps.find(key); found != steps.end())
            return found->second[found->second.size() == 1 ? 0 : column];
    return std::nullopt;
}

PaperSpec PaperSpec::fromJson(const Json& json, const std::string& source)
{
    StrictObject object(json, source);
    PaperSpec spec;
    spec.name = object.need<std::string>("name");
    spec.kind = kindOf(object.need<std::string>("kind"), source + ": kind");
    spec.title = object.need<std::string>("title");
    spec.reference = object.need<std::string>("reference");
    spec.metricName = object.get<std::string>("metric_name", "");
    spec.lowerIsBetter = object.get<bool>("lower_is_better", true);
    if (const Json metric = object.get<Json>("metric", Json()); !metric.is_null())
        spec.metric = readMetric(metric, source + ": metric");
    spec.experiment = object.get<std::string>("experiment", "");
    spec.set = object.get<Texts>("set", {});
    for (const Json& column : object.get<Json>("columns", Json::array()))
        spec.columns.push_back(readColumn(column, source + ": columns"));
    for (const Json& row : object.get<Json>("rows", Json::array()))
        spec.rows.push_back(readRow(row, source + ": rows"));
    const Json allCounts = object.get<Json>("counts", Json::object());
    for (const auto& [label, counts] : allCounts.items()) {
        spec.countRows.push_back(label);
        for (const Json& count : counts)
            spec.counts[label].push_back(readCount(count, source + ": counts." + label));
    }
    spec.notes = object.get<Texts>("notes", {});
    const Json budgets = object.get<Json>("budgets", Json::object());
    for (const auto& [name, budget] : budgets.items())
        spec.budgets[name] = readBudget(budget, source + ": budgets." + name);
    spec.floors = object.get<bool>("floors", true);
    spec.sweep = object.get<bool>("sweep", false);
    spec.figure = object.get<Json>("figure", Json());
    object.finish();
    requireWhole(spec, source);
    return spec;
}

const std::vector<PaperSpec>& paperCatalog()
{
    static const std::vector<PaperSpec> catalog = [] {
        std::vector<PaperSpec> specs;
        for (const EmbeddedFile& file : embeddedPaper()) {
            const std::string name(file.name);
            specs.push_back(PaperSpec::fromJson(parseJson(std::string(file.text), name), name));
        }
        std::sort(specs.begin(), specs.end(),
                  [](const PaperSpec& a, const PaperSpec& b) { return orderOf(a) < orderOf(b); });
        return specs;
    }();
    return catalog;
}

std::vector<PaperSpec> findPaperItems(const std::vector<std::string>& names)
{
    std::vector<PaperSpec> found;
    for (const PaperSpec& spec : paperCatalog())
        if (std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                return name == "all" || name == spec.name;
            }))
            found.push_back(spec);
    for (const std::string& name : names)
        if (name != "all" && std::none_of(found.begin(), found.end(), [&](const PaperSpec& spec) {
                return spec.name == name;
            })) {
            std::string known = "all";
            for (const PaperSpec& spec : paperCatalog())
                known += ", " + spec.name;
            throw InputError("reproduce", "unknown table or figure", "'" + name + "'", known);
        }
    return found;
}

const PaperSpec& tableOf(const PaperSpec& figure)
{
    const std::string name = figure.figure.at("table").get<std::string>();
    for (const PaperSpec& spec : paperCatalog())
        if (spec.name == name && spec.kind == PaperSpec::Kind::Runs)
            return spec;
    throw InputError(figure.name, "figure: unknown table", name);
}

bool isShown(const Json& figure, const char* key, const std::string& label)
{
    const Json labels = figure.value(key, Json::array());
    return labels.empty() || std::find(labels.begin(), labels.end(), label) != labels.end();
}

}  // namespace nie
