#include "core/io/repetition_time.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr double kShortest = 0.2;  // s
constexpr double kLongest = 20.0;  // s
constexpr double kFiller = 1.0;    // s

/// A float32 2.2 is 2.2000000477 as a double.
double sevenDigits(double value)
{
    return std::strtod(fmt::format("{:.7g}", value).c_str(), nullptr);
}

/// Seconds of one unit of time; 0: no unit of time.
double secondsOf(int units)
{
    switch (units & 0x38) {
    case 8:
        return 1.0;
    case 16:
        return 1e-3;
    case 24:
        return 1e-6;
    default:
        return 0.0;
    }
}

std::string unitName(int units)
{
    switch (units & 0x38) {
    case 8:
        return "s";
    case 16:
        return "ms";
    case 24:
        return "us";
    case 32:
        return "Hz";
    case 40:
        return "ppm";
    case 48:
        return "rad/s";
    default:
        return "no unit";
    }
}

/// The name with .nii, .nii.gz, .hdr, ... replaced.
fs::path sidecarOf(const fs::path& recording)
{
    fs::path stem = recording;
    if (stem.extension() == ".gz")
        stem.replace_extension();
    return stem.replace_extension(".json");
}

}  // namespace

RepetitionTime RepetitionTime::ofHeader(const NiftiHeader& header)
{
    RepetitionTime time;
    if (header.format == NiftiHeader::Format::Analyze) {
        time.reason = "an Analyze header has no unit of time";
        return time;
    }
    const double stated = header.format == NiftiHeader::Format::Nifti1
                              ? sevenDigits(header.pixdim[4])
                              : header.pixdim[4];
    const double unit = secondsOf(header.units);
    const double seconds = sevenDigits(stated * unit);
    time.source = "header";
    if (!(stated > 0) || !std::isfinite(stated)) {
        time.reason = fmt::format("pixdim[4]: is {}, no repetition time", stated);
    } else if (unit == 0.0) {
        time.reason = fmt::format("xyzt_units: pixdim[4] is {} in {}, not a unit of time", stated,
                                  unitName(header.units));
    } else if (seconds >= kShortest && seconds <= kLongest) {
        time.seconds = seconds;
        time.certainty = Certainty::Accepted;
        time.policy = "accept";
        if (seconds == kFiller)
            time.warnings.push_back(fmt::format("pixdim[4]: {:g} s is also what is written where "
                                                "the repetition time is not known",
                                                seconds));
        return time;
    } else if (unit == 1.0 && stated > 100) {
        time.seconds = sevenDigits(stated / 1000);
        time.certainty = Certainty::Proposed;
        time.policy = "suggest_ms";
        time.reason = fmt::format("pixdim[4]: {} s can hardly be meant; {} ms, which are {} s?",
                                  stated, stated, *time.seconds);
    } else {
        time.reason = fmt::format("pixdim[4]: {} {} lie outside {} to {} s", stated,
                                  unitName(header.units), kShortest, kLongest);
    }
    if (!time.seconds)
        time.source.clear();
    time.warnings.push_back(time.reason);
    return time;
}

RepetitionTime RepetitionTime::ofFile(std::optional<double> seconds)
{
    RepetitionTime time;
    if (!seconds) {
        time.reason = "the file does not state one";
    } else if (!(*seconds > 0) || !std::isfinite(*seconds)) {
        time.reason = fmt::format("TR: the file says {}", *seconds);
        time.warnings.push_back(time.reason + ": no repetition time");
    } else {
        time.seconds = seconds;
        time.certainty = Certainty::Proposed;
        time.source = "file";
        time.policy = "offer";
        time.reason = "found in the file, to be agreed to";
    }
    return time;
}

RepetitionTime RepetitionTime::ofUser(double seconds)
{
    if (!(seconds > 0) || !std::isfinite(seconds))
        throw InputError("--tr", "no repetition time", fmt::format("{}", seconds),
                         "seconds, more than 0");
    RepetitionTime time;
    time.seconds = seconds;
    time.certainty = Certainty::Accepted;
    time.source = "user";
    time.policy = "accept";
    return time;
}

void RepetitionTime::applySidecar(const fs::path& recording)
{
    const fs::path file = sidecarOf(recording);
    std::error_code ignored;
    if (file == recording || !fs::is_regular_file(file, ignored))
        return;
    Json value;
    try {
        const Json json = parseJson(readFile(file), file.string());
        if (!json.is_object() || !json.contains("RepetitionTime"))
            return;
        value = json.at("RepetitionTime");
    } catch (const InputError& error) {
        warnings.push_back(fmt::format("side-car: {}; ignored", error.what()));
        return;
    }
    if (!value.is_number() || !(value.get<double>() > 0)) {
        warnings.push_back(fmt::format("RepetitionTime: {} of {} is no number > 0; ignored",
                                       value.dump(), file.filename().string()));
        return;
    }
    const double stated = value.get<double>();
    constexpr double kSame = 1e-3;
    // What the side-car settles need not be warned of any more, what it contradicts must.
    warnings.clear();
    if (seconds && std::abs(*seconds - stated) > kSame)
        warnings.push_back(fmt::format("RepetitionTime: {} says {} s, the {} {} s; the side-car "
                                       "counts",
                                       file.filename().string(), stated,
                                       source.empty() ? "file" : source, *seconds));
    seconds = stated;
    certainty = Certainty::Accepted;
    source = "side-car";
    policy = "accept";
    reason.clear();
}

double RepetitionTime::require(const std::string& where) const
{
    if (certainty == Certainty::Accepted && seconds)
        return *seconds;
    throw InputError(where, "the repetition time is not known: " + reason,
                     seconds ? fmt::format("proposed: {} s", *seconds) : std::string(),
                     seconds ? fmt::format("--tr {}, or another one", *seconds)
                             : std::string("--tr SECONDS"));
}

Json RepetitionTime::toJson() const
{
    Json json = {{"seconds", seconds ? Json(*seconds) : Json()},
                 {"source", source.empty() ? Json() : Json(source)},
                 {"policy", policy}};
    if (!reason.empty())
        json["reason"] = reason;
    return json;
}

}  // namespace nie
