#include "app/cli/attention_files.h"

#include "app/cli/attention_request.h"
#include "app/cli/run_figures.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/npz.h"
#include "core/results/attention_figure.h"

#include <fmt/format.h>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

/// Lines of a table at the most; more are no table that anybody reads.
constexpr std::int64_t kMostLines = 2'000'000;
/// Rows and columns of a map that is drawn: more would be finer than the paper shows.
constexpr std::int64_t kDrawnTokens = 512;

/// The blocks of rows that a selection consists of, head by head.
void forBlocks(const AttentionCapture& capture, const AttentionSelection& selection,
               const std::function<void(const AttentionMap&)>& take, const std::stop_token& stop)
{
    for (const auto head : selection.heads) {
        if (selection.token)
            take(capture.map(selection.layer, head, {*selection.token}));
        else
            capture.forBlocks(selection.layer, head, take, stop);
    }
}

std::int64_t rowCount(const AttentionCapture& capture, const AttentionSelection& selection)
{
    return selection.token ? 1 : capture.origin().tokens.count();
}

NumericArray integers(const std::string& name, const std::vector<std::int64_t>& numbers)
{
    return {name,
            {static_cast<std::int64_t>(numbers.size())},
            {numbers.begin(), numbers.end()},
            NumericType::Int64};
}

NumericArray numbers(const std::string& name, std::vector<double> values)
{
    return {name, {static_cast<std::int64_t>(values.size())}, std::move(values)};
}

void addTokens(NpzWriter& writer, const AttentionTokens& tokens)
{
    std::vector<double> times, places;
    for (std::int64_t token = 0; token < tokens.count(); ++token) {
        times.push_back(tokens.time(token));
        const auto place = tokens.place(token);
        places.insert(places.end(), place.begin(), place.end());
    }
    writer.add(numbers("token_times", std::move(times)));
    writer.add({"token_places",
                {tokens.count(), static_cast<std::int64_t>(tokens.space.size())},
                std::move(places)});
    writer.add(numbers("weights", tokens.weights));
}

void writeArrays(const AttentionCapture& capture, const AttentionSelection& selection,
                 const Json& facts, const fs::path& file, const std::stop_token& stop)
{
    const auto rows = rowCount(capture, selection);
    const auto heads = static_cast<std::int64_t>(selection.heads.size());
    std::vector<std::int64_t> shape{rows, capture.origin().tokens.count()};
    if (heads > 1)
        shape.insert(shape.begin(), heads);
    NpzWriter writer(file);
    writer.begin("map", NumericType::Float32, shape);
    std::vector<std::int64_t> rowNumbers;
    std::vector<double> scales;
    const auto take = [&](const AttentionMap& block) {
        writer.append(block.values.data(), block.values.size());
        if (block.head != selection.heads.front())
            return;
        rowNumbers.insert(rowNumbers.end(), block.rows.begin(), block.rows.end());
        scales.insert(scales.end(), block.rowScale.begin(), block.rowScale.end());
    };
    forBlocks(capture, selection, take, stop);
    writer.end();
    writer.add(integers("rows", rowNumbers));
    writer.add(integers("heads", selection.heads));
    writer.add(numbers("row_scale", std::move(scales)));
    addTokens(writer, capture.origin().tokens);
    writer.addText("metadata", facts.dump(-1, ' ', true));
    writer.finish();
}

std::string tokenCells(const AttentionTokens& tokens, std::int64_t token)
{
    std::string cells = fmt::format("{},{:.9g}", token, tokens.time(token));
    for (const double coordinate : tokens.place(token))
        cells += fmt::format(",{:.9g}", coordinate);
    return cells;
}

void writeTable(const AttentionCapture& capture, const AttentionSelection& selection,
                const Json& facts, const fs::path& file, const std::stop_token& stop)
{
    const AttentionTokens& tokens = capture.origin().tokens;
    const auto lines = rowCount(capture, selection) * tokens.count() *
                       static_cast<std::int64_t>(selection.heads.size());
    if (lines > kMostLines)
        throw InputError("-o " + file.string(), "the map is too large for a table",
                         fmt::format("{} lines", lines),
                         fmt::format("{}; take --query, or a .npz file", kMostLines));
    std::string axes;
    for (const TokenAxis& axis : tokens.space)
        axes += "," + axis.name;
    std::string attended = ",attended_t";
    for (const TokenAxis& axis : tokens.space)
        attended += ",attended_" + axis.name;
    std::string text = "# " + facts.dump() + "\nhead,token,t" + axes + ",attended_token" +
                       attended + ",quadrature_weight,value\n";
    const auto take = [&](const AttentionMap& block) {
        for (std::size_t i = 0; i < block.rows.size(); ++i) {
            const std::string row =
                fmt::format("{},{},", block.head, tokenCells(tokens, block.rows[i]));
            for (std::size_t j = 0; j < block.columns.size(); ++j)
                text += row + tokenCells(tokens, block.columns[j]) +
                        fmt::format(",{:.9g},{:.9g}\n",
                                    tokens.weights[static_cast<std::size_t>(block.columns[j])],
                                    block.at(i, j));
        }
    };
    forBlocks(capture, selection, take, stop);
    writeFileAtomically(file, text);
}

void draw(const AttentionCapture& capture, const AttentionSelection& selection, const Json& facts,
          const fs::path& file, const std::stop_token& stop)
{
    std::vector<std::pair<std::string, std::string>> provenance;
    for (const char* key : {"run", "model", "checkpoint", "step", "split", "sample", "iteration"})
        if (facts.contains(key))
            provenance.emplace_back(key, facts[key].is_string() ? facts[key].get<std::string>()
                                                                : facts[key].dump());
    std::vector<AttentionMap> maps;
    for (const auto head : selection.heads)
        maps.push_back(selection.token
                           ? capture.map(selection.layer, head, {*selection.token})
                           : capture.mergedMap(selection.layer, head, kDrawnTokens, stop));
    drawFigure(selection.token ? attentionRowFigure(capture.origin(), maps, provenance)
                               : attentionMapFigure(capture.origin(), maps, provenance),
               file);
}

}  // namespace

void writeAttention(const AttentionCapture& capture, const AttentionSelection& selection,
                    const Json& facts, const fs::path& file, const std::stop_token& stop)
{
    if (isFigure(file))
        draw(capture, selection, facts, file, stop);
    else if (file.extension() == ".npz")
        writeArrays(capture, selection, facts, file, stop);
    else
        writeTable(capture, selection, facts, file, stop);
}

}  // namespace nie::cli
