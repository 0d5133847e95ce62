#include "app/cli/attention_request.h"

#include "app/cli/run_figures.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <charconv>
#include <cmath>
#include <set>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

template <class Number>
std::optional<Number> parsed(const std::string& text)
{
    Number number{};
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

}  // namespace

AttentionQuestion questionOf(const AttentionRequest& request)
{
    AttentionQuestion question{.split = request.split, .sample = request.sample};
    if (request.iteration == "last")
        return question;
    question.iteration = parsed<std::int64_t>(request.iteration);
    if (!question.iteration)
        throw InputError("--iteration", "not the number of an iterate",
                         "'" + request.iteration + "'", "0, 1, ... or last");
    return question;
}

std::vector<double> pointOf(const std::string& query)
{
    std::vector<double> point;
    for (std::size_t begin = 0; begin <= query.size();) {
        const auto end = std::min(query.find(',', begin), query.size());
        const auto number = parsed<double>(query.substr(begin, end - begin));
        if (!number || !std::isfinite(*number))
            throw InputError("--query", "not a number",
                             "'" + query.substr(begin, end - begin) + "'",
                             "numbers with commas between: the place, then the time");
        point.push_back(*number);
        begin = end + 1;
    }
    return point;
}

std::vector<std::int64_t> headsOf(const AttentionRequest& request, std::int64_t count)
{
    std::vector<std::int64_t> heads;
    if (request.head == "all") {
        for (std::int64_t head = 0; head < count; ++head)
            heads.push_back(head);
        return heads;
    }
    const auto head = parsed<std::int64_t>(request.head);
    if (!head)
        throw InputError("--head", "not the number of a head", "'" + request.head + "'",
                         "0 to " + std::to_string(count - 1) + ", or all");
    return {*head};
}

AttentionPart partOf(const AttentionRequest& request)
{
    if (request.part == "tokens")
        return AttentionPart::Tokens;
    if (!request.query.empty() || request.file.empty())
        throw InputError("--part", "needs a whole map that is written", "'" + request.part + "'",
                         "with -o FILE and without --query");
    if (request.part == "times")
        return AttentionPart::Times;
    if (request.part == "cells")
        return AttentionPart::Cells;
    throw InputError("--part", "unknown part", "'" + request.part + "'", "tokens, times or cells");
}

AttentionMerging mergingOf(const AttentionRequest& request)
{
    if (request.merging == "mean")
        return AttentionMerging::Mean;
    if (request.merging == "greatest")
        return AttentionMerging::Greatest;
    throw InputError("--merge", "unknown way to merge tokens", "'" + request.merging + "'",
                     "mean or greatest");
}

bool isFigure(const fs::path& file)
{
    return std::set<std::string>{".png", ".pdf", ".svg"}.contains(file.extension().string());
}

void checkAttentionFile(const fs::path& file)
{
    if (file.empty())
        return;
    const std::string suffix = file.extension().string();
    if (suffix != ".npz" && suffix != ".csv" && !isFigure(file))
        throw InputError("-o " + file.string(), "unknown kind of file", "'" + suffix + "'",
                         ".npz, .csv, .png, .pdf or .svg");
    if (isFigure(file) && !canDrawFigures())
        throw InputError("-o " + file.string(), "this nie was built without figures",
                         "'" + suffix + "'", ".npz or .csv");
    if (fs::is_directory(file))
        throw InputError(file.string(), "is a folder");
    const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
    if (!fs::is_directory(folder))
        throw InputError(folder.string(), "no such folder");
    requireWritable(folder);
}

}  // namespace nie::cli
