#include "core/results/runs/run_filter.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace nie {

namespace {

std::string lower(std::string text)
{
    // Bytes above 127 belong to UTF-8 and stay.
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    return text;
}

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ' && c != '\t') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

std::map<std::string, std::string> fieldsOf(const RunSummary& run)
{
    return {{"name", lower(run.notes.name + "\n" + run.id)},
            {"experiment", lower(run.experiment)},
            {"dataset", lower(run.dataset)},
            {"model", lower(run.model)},
            {"state", runStateText(run.state)},
            {"group", lower(run.group())},
            {"tag", lower(joinTags(run.notes.tags))},
            {"note", lower(run.notes.note)},
            {"seed", std::to_string(run.seed)}};
}

bool hasWord(const std::map<std::string, std::string>& fields, const std::string& word)
{
    const auto colon = word.find(':');
    if (const auto field = fields.find(word.substr(0, colon));
        colon != std::string::npos && field != fields.end()) {
        const std::string value = word.substr(colon + 1);
        return field->first == "seed" ? field->second == value
                                      : field->second.find(value) != std::string::npos;
    }
    // A number in passing should not find every run whose seed has that digit.
    return std::any_of(fields.begin(), fields.end(), [&word](const auto& entry) {
        return entry.first != "seed" && entry.second.find(word) != std::string::npos;
    });
}

using NumberOf = std::function<double(const RunSummary&)>;
using TextOf = std::function<std::string(const RunSummary&)>;

const std::map<std::string, NumberOf>& numbers()
{
    static const std::map<std::string, NumberOf> known{
        {"seed", [](const RunSummary& run) { return static_cast<double>(run.seed); }},
        {"best", [](const RunSummary& run) { return run.bestValidationLoss; }},
        {"mse", [](const RunSummary& run) { return run.testMse; }},
        {"r2", [](const RunSummary& run) { return run.testR2; }},
        {"steps", [](const RunSummary& run) { return static_cast<double>(run.steps); }},
        {"time", [](const RunSummary& run) { return run.seconds; }},
        {"started", [](const RunSummary& run) { return static_cast<double>(run.started); }}};
    return known;
}

const std::map<std::string, TextOf>& texts()
{
    static const std::map<std::string, TextOf> known{
        {"name", [](const RunSummary& run) { return lower(run.title()); }},
        {"experiment", [](const RunSummary& run) { return run.experiment; }},
        {"dataset", [](const RunSummary& run) { return run.dataset; }},
        {"model", [](const RunSummary& run) { return run.model; }},
        {"state", [](const RunSummary& run) { return runStateText(run.state); }}};
    return known;
}

}  // namespace

bool matchesFilter(const RunSummary& run, const std::string& text)
{
    const auto fields = fieldsOf(run);
    const auto words = wordsOf(lower(text));
    return std::all_of(words.begin(), words.end(),
                       [&fields](const std::string& word) { return hasWord(fields, word); });
}

const std::vector<std::string>& runSortKeys()
{
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> all;
        for (const auto& [key, value] : texts())
            all.push_back(key);
        for (const auto& [key, value] : numbers())
            all.push_back(key);
        std::sort(all.begin(), all.end());
        return all;
    }();
    return keys;
}

void sortRuns(std::vector<RunSummary>& runs, const std::string& key)
{
    const bool down = key.starts_with('-');
    const std::string name = down ? key.substr(1) : key;
    const auto sort = [&runs](auto&& isBefore) {
        std::stable_sort(runs.begin(), runs.end(), isBefore);
    };
    if (key.empty()) {
        sort([](const RunSummary& a, const RunSummary& b) {
            return std::pair(a.notes.pinned, a.started) > std::pair(b.notes.pinned, b.started);
        });
    } else if (const auto number = numbers().find(name); number != numbers().end()) {
        sort([&value = number->second, down](const RunSummary& a, const RunSummary& b) {
            const double x = value(a);
            const double y = value(b);
            if (std::isnan(x) || std::isnan(y))
                return !std::isnan(x) && std::isnan(y);
            return down ? x > y : x < y;
        });
    } else if (const auto text = texts().find(name); text != texts().end()) {
        sort([&value = text->second, down](const RunSummary& a, const RunSummary& b) {
            return down ? value(a) > value(b) : value(a) < value(b);
        });
    } else {
        std::string allowed;
        for (const std::string& known : runSortKeys())
            allowed += (allowed.empty() ? "" : ", ") + known;
        throw InputError("--sort", "unknown key", "'" + name + "'", allowed);
    }
}

}  // namespace nie
