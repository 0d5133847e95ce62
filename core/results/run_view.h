#pragma once

#include "core/config/json.h"
#include "core/results/attention_map.h"
#include "core/results/fields/field_look.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// Which maps of attention, and what of them.
struct AttentionChoice {
    std::int64_t layer = 0;
    std::optional<std::int64_t> head;       ///< unset: all of the layer
    std::optional<std::int64_t> iteration;  ///< of the solve, from 0; unset: the solution
    std::vector<double> query;  ///< place and time whose row alone is drawn; empty: whole maps
    bool reverse = false;       ///< of the query: what attends to it
    std::optional<double> at;   ///< of a query in the plane: the one time that is drawn
    AttentionPart part = AttentionPart::Tokens;         ///< of whole maps
    AttentionMerging merging = AttentionMerging::Mean;  ///< of whole maps too large to be drawn
};

/// How a view in space stands.
struct SceneChoice {
    /// Azimuth and elevation (degrees), zoom, shift to the right and upwards, azimuth and elevation
    /// at which the box fills the picture; empty: as at first.
    std::vector<double> camera;
    std::string surfaces = "both";       ///< of surface: both, truth or prediction
    std::vector<std::int64_t> channels;  ///< of phase3d: along x, y and upwards; empty: the first
};

/// What of a run is looked at: enough to draw the same again on the screen, from the shell and from
/// an exported file. A value.
struct RunView {
    std::string name = "loss";  ///< of runViewNames() or spaceViewNames()
    std::string checkpoint;  ///< of all but loss and residual; empty: of none, as while it trains
    std::string split = "test";
    std::int64_t sample = 0;    ///< number in the split, from 0
    FieldLook look;             ///< of views of a sample; its kind is that of the name
    AttentionChoice attention;  ///< of attention
    SceneChoice scene;          ///< of views in space

    /// Whether loss or residual: the tables of the run are enough.
    bool isOfTraining() const;
    /// Whether one of spaceViewNames().
    bool isInSpace() const;
    /// The kind of a view of a sample; nothing for the other views.
    std::optional<FieldKind> kind() const;
    /// The view of a sample that the look asks for, of "best".
    static RunView ofSample(const FieldLook& look);
};

/// loss, residual, curves, phase, field, spacetime, profile, error, attention, kernel.
const std::vector<std::string>& runViewNames();
/// surface, phase3d: views of a sample that the window draws with OpenGL, which the shell does not
/// have.
const std::vector<std::string>& spaceViewNames();
/// "field" of FieldKind::Compare, "spacetime" of SpaceTime, else as fieldKindName().
std::string runViewName(FieldKind kind);

/// Whether a view of this kind shows one of the times more than the others.
bool drawsOneTime(FieldKind kind);

/// Only the keys that the view has: {"view": "field", "checkpoint": "best", "split": "test",
/// "sample": 0, "look": {...}}.
Json runViewToJson(const RunView& view);
/// Strict: an unknown view, key or type throws InputError naming `source`.
RunView runViewFromJson(const Json& json, const std::string& source);

/// The words of the shell line that draws the view, without size and file; empty for a prediction
/// of no checkpoint, which nothing can make again, and for views in space. `folder`: of the run.
std::vector<std::string> runViewCommand(const RunView& view, const std::string& folder);

}  // namespace nie
