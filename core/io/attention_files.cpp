#include "core/io/attention_files.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/npz.h"

#include <fmt/format.h>

namespace nie {

namespace {

/// Lines of a table at the most; more are no table that anybody reads.
constexpr std::int64_t kMostTableLines = 2'000'000;

/// [row, column] of what is selected of one head.
std::vector<std::int64_t> selectedShape(const AttentionMaps& maps,
                                        const AttentionSelection& selection)
{
    const AttentionTokens& tokens = maps.origin().tokens;
    if (selection.token)
        return selection.reverse ? std::vector<std::int64_t>{tokens.count(), 1}
                                 : std::vector<std::int64_t>{1, tokens.count()};
    const auto count = selection.part == AttentionPart::Tokens  ? tokens.count()
                       : selection.part == AttentionPart::Times ? tokens.timeCount()
                                                                : tokens.cellCount();
    return {count, count};
}

NumericArray integerArray(const std::string& name, const std::vector<std::int64_t>& numbers)
{
    return {name,
            {static_cast<std::int64_t>(numbers.size())},
            {numbers.begin(), numbers.end()},
            NumericType::Int64};
}

NumericArray realArray(const std::string& name, std::vector<double> values)
{
    return {name, {static_cast<std::int64_t>(values.size())}, std::move(values)};
}

void addAttentionTokens(NpzWriter& writer, const AttentionTokens& tokens)
{
    std::vector<double> times, places;
    for (std::int64_t token = 0; token < tokens.count(); ++token) {
        times.push_back(tokens.time(token));
        const auto place = tokens.place(token);
        places.insert(places.end(), place.begin(), place.end());
    }
    writer.add(realArray("token_times", std::move(times)));
    writer.add({"token_places",
                {tokens.count(), static_cast<std::int64_t>(tokens.space.size())},
                std::move(places)});
    writer.add(realArray("weights", tokens.weights));
}

std::string attentionTokenCells(const AttentionTokens& tokens, std::int64_t token)
{
    std::string cells = fmt::format("{},{:.9g}", token, tokens.time(token));
    for (const double coordinate : tokens.place(token))
        cells += fmt::format(",{:.9g}", coordinate);
    return cells;
}

}  // namespace

void writeAttentionArrays(const AttentionMaps& maps, const AttentionSelection& selection,
                          const Json& facts, const std::filesystem::path& file,
                          const std::stop_token& stop)
{
    const auto heads = static_cast<std::int64_t>(selection.heads.size());
    std::vector<std::int64_t> shape = selectedShape(maps, selection);
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
    forSelectedBlocks(maps, selection, take, stop);
    writer.end();
    writer.add(integerArray("rows", rowNumbers));
    writer.add(integerArray("heads", selection.heads));
    writer.add(realArray("row_scale", std::move(scales)));
    addAttentionTokens(writer, maps.origin().tokens);
    writer.addText("metadata", facts.dump(-1, ' ', true));
    writer.finish();
}

void writeAttentionTable(const AttentionMaps& maps, const AttentionSelection& selection,
                         const Json& facts, const std::filesystem::path& file,
                         const std::stop_token& stop)
{
    const AttentionTokens& tokens = maps.origin().tokens;
    if (!selection.token && selection.part != AttentionPart::Tokens)
        throw InputError("-o " + file.string(), "a table is of pairs of tokens", "a part",
                         "a .npz file");
    const auto shape = selectedShape(maps, selection);
    const auto lines = shape[0] * shape[1] * static_cast<std::int64_t>(selection.heads.size());
    if (lines > kMostTableLines)
        throw InputError("-o " + file.string(), "the map is too large for a table",
                         fmt::format("{} lines", lines),
                         fmt::format("{}; take --query, or a .npz file", kMostTableLines));
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
                fmt::format("{},{},", block.head, attentionTokenCells(tokens, block.rows[i]));
            for (std::size_t j = 0; j < block.columns.size(); ++j)
                text += row + attentionTokenCells(tokens, block.columns[j]) +
                        fmt::format(",{:.9g},{:.9g}\n",
                                    tokens.weights[static_cast<std::size_t>(block.columns[j])],
                                    block.at(i, j));
        }
    };
    forSelectedBlocks(maps, selection, take, stop);
    writeFileAtomically(file, text);
}

}  // namespace nie
