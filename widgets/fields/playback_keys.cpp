#include "widgets/fields/playback_keys.h"

#include "widgets/fields/playback.h"

#include <QKeyEvent>
#include <QWidget>

namespace nie {

namespace {

constexpr int kLeap = 10;  ///< frames with Shift

bool isPlayerKey(const QKeyEvent& key)
{
    switch (key.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        return !(key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    case Qt::Key_Space:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_L:
        return !(key.modifiers() & ~Qt::KeypadModifier);
    // Some keyboards have the brackets on a third level.
    case Qt::Key_BracketLeft:
    case Qt::Key_BracketRight:
        return !(key.modifiers() & (Qt::ControlModifier | Qt::MetaModifier));
    default:
        return false;
    }
}

Playback::Repeat nextRepeat(Playback::Repeat repeat)
{
    using enum Playback::Repeat;
    return repeat == Once ? Loop : repeat == Loop ? PingPong : Once;
}

}  // namespace

PlaybackKeys::PlaybackKeys(Playback& playback, QWidget* view) : QObject(view), m_playback(playback)
{
    view->installEventFilter(this);
}

bool PlaybackKeys::eventFilter(QObject*, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    if (!isPlayerKey(*key))
        return false;
    event->accept();
    // Accepted as an override, the key comes again as a press.
    return event->type() == QEvent::ShortcutOverride || act(*key);
}

bool PlaybackKeys::act(const QKeyEvent& key)
{
    const int step = key.modifiers() & Qt::ShiftModifier ? kLeap : 1;
    switch (key.key()) {
    case Qt::Key_Space:
        if (!key.isAutoRepeat())
            m_playback.toggle();
        break;
    case Qt::Key_Left:
        m_playback.stepBy(-step);
        break;
    case Qt::Key_Right:
        m_playback.stepBy(step);
        break;
    case Qt::Key_Home:
        m_playback.toFirst();
        break;
    case Qt::Key_End:
        m_playback.toLast();
        break;
    case Qt::Key_BracketLeft:
        m_playback.changeSpeed(-1);
        break;
    case Qt::Key_BracketRight:
        m_playback.changeSpeed(1);
        break;
    case Qt::Key_L:
        m_playback.setRepeat(nextRepeat(m_playback.repeat()));
        break;
    default:
        return false;
    }
    return true;
}

}  // namespace nie
