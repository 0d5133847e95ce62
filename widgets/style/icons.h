#pragma once

#include <QIcon>

namespace nie {

/// The line icons drawn for this program.
enum class Icon {
    Play,
    Pause,
    Stop,
    Step,
    Next,
    ExportFigure,
    Start,
    Train,
    Fields,
    Attention,
    Equations,
    Data,
    Brain,
    Runs,
    Paper,
    Sweeps,
    Reset,
    Link,
    Warning,
    Error,
    Fit,
    Back,
    Forward,
    Settings,
    Open,
    First,
    Last,
    Previous,
    Reverse,
    Once,
    Loop,
    PingPong,
    Pin,
    Close
};

/// In the text colour of the palette at the moment of drawing, sharp at every scale.
QIcon icon(Icon which);

/// In one fixed colour, such as the accent for the running state.
QIcon icon(Icon which, const QColor& colour);

/// The drawing itself, 24 x 24, with strokes in `colour`.
QByteArray iconSvg(Icon which, const QColor& colour);

}  // namespace nie
