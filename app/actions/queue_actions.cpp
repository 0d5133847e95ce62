#include "app/actions/queue_actions.h"

#include "app/finish_notice.h"
#include "app/run_queue.h"

namespace nie {

ActionLook AddToQueue::look(const ActionContext&) const
{
    return {"action.queue.add", QObject::tr("Add to &queue"),
            QObject::tr("Train these settings when the runs before them have ended"),
            QKeySequence(Qt::CTRL | Qt::Key_J)};
}

bool AddToQueue::isEnabled(const ActionContext& context) const
{
    return !context.draft.isEmpty();
}

void AddToQueue::trigger(ActionContext& context)
{
    context.window.runQueue().add(context.draft.config(), context.draft.shipped());
}

ActionLook StartOrHoldQueue::look(const ActionContext& context) const
{
    const bool holds = context.window.runQueue().startsByItself();
    return {"action.queue.run",
            holds ? QObject::tr("H&old the queue") : QObject::tr("Start the q&ueue"),
            holds ? QObject::tr("Start no further run when this one has ended")
                  : QObject::tr("Train the runs that wait one after another")};
}

bool StartOrHoldQueue::isEnabled(const ActionContext& context) const
{
    return context.window.runQueue().waiting() > 0;
}

void StartOrHoldQueue::trigger(ActionContext& context)
{
    RunQueue& queue = context.window.runQueue();
    queue.startsByItself() ? queue.hold() : queue.goOn();
}

ActionLook TellOfEnds::look(const ActionContext&) const
{
    return {"action.notice.message", QObject::tr("Show a &message"),
            QObject::tr("Tell of the end of a run while the window is minimised or another program "
                        "is in front")};
}

std::optional<bool> TellOfEnds::isChecked(const ActionContext& context) const
{
    return context.window.finishNotice().isOn();
}

void TellOfEnds::trigger(ActionContext& context)
{
    FinishNotice& notice = context.window.finishNotice();
    notice.setOn(!notice.isOn());
}

ActionLook SoundAtEnds::look(const ActionContext&) const
{
    return {"action.notice.sound", QObject::tr("With a &sound"),
            QObject::tr("Beep with the message")};
}

bool SoundAtEnds::isEnabled(const ActionContext& context) const
{
    return context.window.finishNotice().isOn();
}

std::optional<bool> SoundAtEnds::isChecked(const ActionContext& context) const
{
    return context.window.finishNotice().hasSound();
}

void SoundAtEnds::trigger(ActionContext& context)
{
    FinishNotice& notice = context.window.finishNotice();
    notice.setSound(!notice.hasSound());
}

ActionLook UseLivePictures::look(const ActionContext&) const
{
    switch (m_pictures) {
    case LivePictures::Full:
        return {"action.pictures.full", QObject::tr("&Full"),
                QObject::tr("Predictions take up to a hundredth of the training's time")};
    case LivePictures::Sparing:
        return {"action.pictures.sparing", QObject::tr("&Sparing"),
                QObject::tr("Predictions take up to a thousandth of the time, curves are drawn "
                            "four times a second")};
    case LivePictures::None:
        break;
    }
    return {"action.pictures.none", QObject::tr("&None"),
            QObject::tr("No predictions while it trains; curves are drawn once a second")};
}

std::optional<bool> UseLivePictures::isChecked(const ActionContext& context) const
{
    return context.session.livePictures() == m_pictures;
}

void UseLivePictures::trigger(ActionContext& context)
{
    context.session.setLivePictures(m_pictures);
}

}  // namespace nie
