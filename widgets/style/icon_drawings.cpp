#include "widgets/style/icon_drawings.h"

namespace nie {

namespace {

const char* actionDrawing(Icon which)
{
    switch (which) {
    case Icon::Play:
        return "<path d='M8 5 L19 12 L8 19 Z'/>";
    case Icon::Pause:
        return "<path d='M8 5 V19 M16 5 V19' stroke-width='2.6'/>";
    case Icon::Stop:
        return "<rect x='6' y='6' width='12' height='12' rx='1.5'/>";
    case Icon::Step:
        return "<path d='M6 5 L14 12 L6 19 Z M18 5 V19'/>";
    case Icon::Next:
        return "<path d='M9 5 L16 12 L9 19'/>";
    case Icon::Back:
        return "<path d='M20 12 H5 M11 6 L5 12 L11 18'/>";
    case Icon::Forward:
        return "<path d='M4 12 H19 M13 6 L19 12 L13 18'/>";
    case Icon::Fit:
        return "<path d='M4 9 V4 H9 M15 4 H20 V9 M20 15 V20 H15 M9 20 H4 V15'/><path d='M8 15 C10 "
               "15 11 9 13 9 S15 12 16 12'/>";
    case Icon::ExportFigure:
        return "<path d='M5 4 V14 H16'/><path d='M6 11 C9 11 9 6 12 6 S14 8 16 8'/><path d='M19 11 "
               "V20 M15.5 16.5 L19 20 L22.5 16.5'/>";
    case Icon::Reset:
        return "<path d='M5 5 V10 H10'/><path d='M5.6 10 A7.5 7.5 0 1 1 4.8 14.5'/>";
    case Icon::Link:
        return "<path d='M10 14 L14 10'/><path d='M11 7 L13 5 A4.2 4.2 0 0 1 19 11 L17 13'/><path "
               "d='M13 17 L11 19 A4.2 4.2 0 0 1 5 13 L7 11'/>";
    case Icon::Open:
        return "<path d='M3 19 V5 H9 L11 8 H20 V11'/><path d='M3 19 L6.5 11 H22 L18.5 19 Z'/>";
    case Icon::First:
        return "<path d='M7 5 V19 M18 5 L11 12 L18 19'/>";
    case Icon::Last:
        return "<path d='M17 5 V19 M6 5 L13 12 L6 19'/>";
    case Icon::Previous:
        return "<path d='M15 5 L8 12 L15 19'/>";
    case Icon::Reverse:
        return "<path d='M16 5 L5 12 L16 19 Z'/>";
    case Icon::Once:
        return "<path d='M4 12 H16 M11 7 L16 12 L11 17 M20 6 V18'/>";
    case Icon::Loop:
        return "<path d='M4 12 A5 5 0 0 1 9 7 H19 M16 4 L19 7 L16 10'/><path d='M20 12 A5 5 0 0 1 "
               "15 "
               "17 H5 M8 14 L5 17 L8 20'/>";
    case Icon::PingPong:
        return "<path d='M4 12 H20 M8 8 L4 12 L8 16 M16 8 L20 12 L16 16'/>";
    // A place that stays marked.
    case Icon::Pin:
        return "<circle cx='12' cy='12' r='4.5'/><path d='M12 3 V7.5 M12 16.5 V21 M3 12 H7.5 M16.5 "
               "12 "
               "H21'/>";
    case Icon::Close:
        return "<path d='M6 6 L18 18 M18 6 L6 18'/>";
    default:
        return "";
    }
}

}  // namespace

const char* iconDrawing(Icon which)
{
    switch (which) {
    // A house would be a web page; the first page is a set of cards.
    case Icon::Start:
        return "<rect x='4' y='4' width='7' height='7' rx='1'/><rect x='13' y='4' width='7' "
               "height='7' rx='1'/><rect x='4' y='13' width='7' height='7' rx='1'/><rect x='13' "
               "y='13' width='7' height='7' rx='1'/>";
    // A loss that falls.
    case Icon::Train:
        return "<path d='M4 4 V20 H20'/><path d='M7 6 C8 14 12 15.5 20 16'/>";
    // Level lines of a field.
    case Icon::Fields:
        return "<rect x='3.5' y='3.5' width='17' height='17' rx='1.5'/><path d='M3.5 10 C8 6 12 14 "
               "20.5 8 M3.5 16 C9 12 13 19 20.5 14'/>";
    // A query point and the rings of its weights.
    case Icon::Attention:
        return "<circle cx='12' cy='12' r='1.6' fill='COLOUR'/><circle cx='12' cy='12' "
               "r='5.2'/><path d='M12 3 A9 9 0 0 1 21 12 M12 21 A9 9 0 0 1 3 12'/>";
    case Icon::Equations:
        return "<path d='M13 4.5 C9.5 3 9.8 8 9.5 12 S9.5 21 6 19.5'/><path d='M14 10 L20 17 M20 "
               "10 L14 17'/>";
    // A table of samples.
    case Icon::Data:
        return "<rect x='4' y='4.5' width='16' height='15' rx='1.5'/><path d='M4 9.5 H20 M4 14.5 "
               "H20 M9.5 9.5 V19.5'/>";
    case Icon::Brain:
        return "<path d='M12 5 C10 2.5 6 4 6.3 7 C3.5 8 3.5 12 5.3 13.2 C4.3 16.5 7.5 19 9.5 17.8 "
               "C10.3 20.3 12 20 12 18.5 Z'/><path d='M12 5 C14 2.5 18 4 17.7 7 C20.5 8 20.5 12 "
               "18.7 13.2 C19.7 16.5 16.5 19 14.5 17.8 C13.7 20.3 12 20 12 18.5'/><path d='M8.5 "
               "10.5 C9.5 9.5 10.5 10 12 11 M15.5 14 C14.5 15 13.5 14.5 12 13.5'/>";
    case Icon::Runs:
        return "<path d='M8 6 H20 M8 12 H20 M8 18 H20'/><path d='M4 6 H4.1 M4 12 H4.1 M4 18 H4.1' "
               "stroke-width='2.6'/>";
    case Icon::Paper:
        return "<path d='M6 3.5 H14.5 L18.5 7.5 V20.5 H6 Z M14.5 3.5 V7.5 H18.5'/><path d='M9 12 "
               "H15.5 M9 16 H15.5'/>";
    // A grid of runs, one of them the best.
    case Icon::Sweeps:
        return "<path d='M4 9.3 H20 M4 14.7 H20 M9.3 4 V20 M14.7 4 V20'/><rect x='4' y='4' "
               "width='16' "
               "height='16' rx='1.5'/><rect x='9.8' y='9.8' width='4.4' height='4.4' "
               "fill='COLOUR'/>";
    case Icon::Warning:
        return "<path d='M12 4 L21 19.5 H3 Z'/><path d='M12 10 V14'/><path d='M12 16.8 H12.1' "
               "stroke-width='2.2'/>";
    case Icon::Error:
        return "<circle cx='12' cy='12' r='8.7'/><path d='M9 9 L15 15 M15 9 L9 15'/>";
    case Icon::Settings:
        return "<path d='M4 7 H11 M17 7 H20 M4 17 H7 M13 17 H20'/><circle cx='14' cy='7' "
               "r='2.6'/><circle cx='10' cy='17' r='2.6'/>";
    default:
        return actionDrawing(which);
    }
}

}  // namespace nie
