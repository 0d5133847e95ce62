#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace nie {

class Playback;

/// The keys of a player for a widget that has the focus: Space plays and pauses, Left and Right
/// step, with Shift by ten, Home and End go to the ends, [ and ] change the speed, L what happens
/// at the end. They act before shortcuts of the window, and nowhere else.
class PlaybackKeys : public QObject {
    Q_OBJECT
public:
    /// Lives as long as the view. The view must take the focus.
    PlaybackKeys(Playback& playback, QWidget* view);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool act(const QKeyEvent& key);

    Playback& m_playback;
};

}  // namespace nie
