#pragma once

#include "core/config/json.h"
#include "core/results/prediction_snapshot.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// How truth, prediction and error of a sample are looked at.
enum class FieldKind {
    Compare,    ///< truth, prediction and error beside each other at one time
    SpaceTime,  ///< of a field on a line: the three as images over time (across) and space
    Profile,    ///< values along a line of space at one time
    Curves,     ///< values over time, at the probes or of every channel
    Phase,      ///< two channels against each other
    Error,      ///< error over time, frame by frame
};

/// What the colours reach over.
enum class FieldRange { Series, Frame, Manual, Robust };  ///< Robust: percentiles 2 to 98

/// error = prediction - truth; Relative: over the root mean square of the channel's truth over all
/// times and places of the sample.
enum class FieldError { Signed, Absolute, Relative };

/// Everything that the view of one sample can be set to: what is on the screen, in a figure and in
/// every frame of a movie. A value; exported figures carry it, so that they can be opened again.
struct FieldLook {
    FieldKind kind = FieldKind::Compare;
    std::int64_t channel = 0;
    std::int64_t otherChannel = 1;  ///< of the phase plane: `channel` across, this upwards
    std::int64_t time = 0;          ///< index of a time
    int iterate = -1;  ///< y0, y1, ... of the solver in place of the prediction; -1: it
    std::string colourMap = "viridis";
    std::string errorMap = "blue_red";
    bool reversed = false;  ///< the colour map from its other end
    FieldRange range = FieldRange::Series;
    double from = std::numeric_limits<double>::quiet_NaN();  ///< of FieldRange::Manual
    double to = std::numeric_limits<double>::quiet_NaN();
    bool linked = true;  ///< truth and prediction share one range
    FieldError error = FieldError::Signed;
    int contours = 0;     ///< so many contour lines over images of the plane; 0: none
    bool arrows = false;  ///< the flow's velocity over a vorticity field
    bool shaded = true;   ///< marks the times that the model was given
    /// Places of space, [probe][axis], whose values are drawn over time.
    std::vector<std::vector<double>> probes;
    /// Ends of the line of a profile in the plane; none: along the first axis through the middle.
    std::optional<std::pair<std::vector<double>, std::vector<double>>> line;

    /// Two ends of the manual range that are not set are equal.
    bool operator==(const FieldLook& other) const;
};

constexpr int kMostContours = 50;

/// "compare", "space_time", ...; the inverse throws InputError naming `source` and what is allowed.
std::string fieldKindName(FieldKind kind);
FieldKind fieldKindFromName(const std::string& name, const std::string& source);

Json fieldLookToJson(const FieldLook& look);
/// Strict: an unknown key, name or type throws InputError naming `source`, the key and what is
/// allowed. Keys that are missing keep their defaults.
FieldLook fieldLookFromJson(const Json& json, const std::string& source);

/// The kinds that say something about a sample, the one to begin with first: Compare of all
/// but fields in three dimensions, SpaceTime of fields on a line, Profile of those and of fields in
/// the plane, Curves, Phase of curves of two or more channels, Error.
std::vector<FieldKind> fieldKindsOf(const PredictionSnapshot& sample);

/// The look with every index, channel and time inside the sample, and a kind that it has; probes
/// and lines of another space are left out, and so is a flow that there is not.
FieldLook fittedTo(const PredictionSnapshot& sample, FieldLook look);

}  // namespace nie
