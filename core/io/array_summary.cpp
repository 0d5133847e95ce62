#include "core/io/array_summary.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

/// First, last and statistics of the finite values.
void addStatistics(Json& json, const NumericArray& array)
{
    double sum = 0.0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    std::int64_t finite = 0;
    for (const double value : array.values) {
        if (!std::isfinite(value))
            continue;
        ++finite;
        sum += value;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    const auto missing = static_cast<std::int64_t>(array.values.size()) - finite;
    json["first"] = array.values.empty() ? Json() : numberOrNull(array.values.front());
    json["last"] = array.values.empty() ? Json() : numberOrNull(array.values.back());
    json["mean"] = finite > 0 ? Json(sum / static_cast<double>(finite)) : Json();
    json["min"] = numberOrNull(least);
    json["max"] = numberOrNull(most);
    json["missing"] = missing;
}

std::vector<std::string> warningsOf(const ArrayFile& file, const NumericArray& array)
{
    std::vector<std::string> warnings = file.warnings();
    std::int64_t notFinite = 0;
    std::int64_t inexact = 0;
    constexpr double kExact = 9007199254740992.0;  // 2^53
    for (const double value : array.values) {
        notFinite += !std::isfinite(value);
        inexact += std::abs(value) > kExact;
    }
    if (notFinite > 0 && warnings.empty())
        warnings.push_back(
            fmt::format("{} missing values (not finite: NaN or infinite)", notFinite));
    if (inexact > 0 && (array.type == NumericType::Int64 || array.type == NumericType::UInt64))
        warnings.push_back(
            fmt::format("{} whole numbers beyond 2^53 were rounded to doubles", inexact));
    return warnings;
}

}  // namespace

TimeSeries orientedSeries(const ArrayFile& file, NumericArray array)
{
    const std::size_t rank = array.shape.size();
    if (rank == 1) {
        array.shape.push_back(1);
        return {std::move(array), "one axis: the time of a single channel"};
    }
    if (rank == 3) {
        if (file.kind().starts_with("MATLAB"))
            return {permuted(array, {2, 0, 1}),
                    "three axes of a MATLAB file: the last one counts the samples"};
        return {std::move(array), "three axes: samples, time, channels"};
    }
    if (rank != 2)
        return {std::move(array), "as in the file"};
    if (!array.labels.empty())
        return {std::move(array), "names on the columns: rows are time"};
    const auto names = file.rowNames();
    if (!names.empty()) {
        NumericArray turned = permuted(array, {1, 0});
        turned.labels = names;
        return {std::move(turned), "names in the first column: rows are channels, turned"};
    }
    if (array.shape[1] > array.shape[0])
        return {permuted(array, {1, 0}),
                fmt::format("{} > {}: the longer side is taken for time, turned", array.shape[1],
                            array.shape[0])};
    return {std::move(array), "the longer side is taken for time: rows are time"};
}

Json describeArrayFile(ArrayFile& file, const std::string& arrayName)
{
    Json arrays = Json::array();
    for (const ArrayInfo& array : file.arrays()) {
        Json one = {{"name", array.name}, {"type", array.type}, {"shape", array.shape}};
        if (!array.readable())
            one["problem"] = array.problem;
        arrays.push_back(std::move(one));
    }
    Json json = {{"file", file.source()}, {"kind", file.kind()}, {"arrays", arrays}};
    const auto likely = arrayName.empty() ? likelyArray(file) : arrayName;
    if (!likely) {
        json["array"] = nullptr;
        json["warnings"] = {"several arrays are equally likely: name one with --array"};
        return json;
    }
    const ArrayInfo& facts = file.info(*likely);
    if (!facts.readable())
        throw InputError(file.source(), "array '" + *likely + "' " + facts.problem);
    TimeSeries series = orientedSeries(file, file.read(*likely));
    json["array"] = *likely;
    json["type"] = facts.type;
    json["shape"] = series.array.shape;
    json["orientation"] = series.orientation;
    if (!series.array.labels.empty())
        json["names"] = series.array.labels;
    addStatistics(json, series.array);
    if (const NumericArray index = file.index(); !index.values.empty())
        json["index"] = {
            {"name", index.name}, {"first", index.values.front()}, {"last", index.values.back()}};
    if (file.repetitionTime())
        json["repetition_time"] = *file.repetitionTime();
    json["warnings"] = warningsOf(file, series.array);
    return json;
}

}  // namespace nie
