#include "app/actions/view_actions.h"

namespace nie {

ActionLook ShowPage::look(const ActionContext&) const
{
    if (m_page == Page::Start)
        return {"action.page.start", QObject::tr("&Start page"),
                QObject::tr("Samples to begin with"), QKeySequence(Qt::CTRL | Qt::Key_1),
                Icon::Start};
    if (m_page == Page::Fields)
        return {"action.page.fields", QObject::tr("&Fields page"),
                QObject::tr("Truth, prediction and error of one sample, moving in time"),
                QKeySequence(Qt::CTRL | Qt::Key_8), Icon::Fields};
    if (m_page == Page::Attention)
        return {"action.page.attention", QObject::tr("&Attention page"),
                QObject::tr("Where the learned integral operator looks"),
                QKeySequence(Qt::CTRL | Qt::Key_9), Icon::Attention};
    if (m_page == Page::Equations)
        return {"action.page.equations", QObject::tr("&Equations page"),
                QObject::tr("Solve integral equations with known kernels"),
                QKeySequence(Qt::CTRL | Qt::Key_3), Icon::Equations};
    if (m_page == Page::Data)
        return {"action.page.data", QObject::tr("&Data page"),
                QObject::tr("Look at data sets, generate and import them"),
                QKeySequence(Qt::CTRL | Qt::Key_4), Icon::Data};
    if (m_page == Page::Recordings)
        return {"action.page.recordings", QObject::tr("Recor&dings page"),
                QObject::tr("Look at brain recordings, clean them, make data sets of them"),
                QKeySequence(Qt::CTRL | Qt::Key_B), Icon::Brain};
    if (m_page == Page::Paper)
        return {"action.page.paper", QObject::tr("&Paper page"),
                QObject::tr("Compute the tables and figures of the publication"),
                QKeySequence(Qt::CTRL | Qt::Key_5), Icon::Paper};
    if (m_page == Page::Sweeps)
        return {"action.page.sweeps", QObject::tr("S&weeps page"),
                QObject::tr("Vary options over a grid or at random, repeat over seeds"),
                QKeySequence(Qt::CTRL | Qt::Key_7), Icon::Sweeps};
    if (m_page == Page::Runs)
        return {"action.page.runs", QObject::tr("&Runs page"),
                QObject::tr("The history of runs: curves, scores and settings"),
                QKeySequence(Qt::CTRL | Qt::Key_6), Icon::Runs};
    return {"action.page.train", QObject::tr("&Train page"),
            QObject::tr("Truth against prediction while it trains"),
            QKeySequence(Qt::CTRL | Qt::Key_2), Icon::Train};
}

bool ShowPage::isEnabled(const ActionContext&) const
{
    return true;
}

std::optional<bool> ShowPage::isChecked(const ActionContext& context) const
{
    return context.window.page() == m_page;
}

void ShowPage::trigger(ActionContext& context)
{
    context.window.showPage(m_page);
}

ActionLook ShowLoss::look(const ActionContext&) const
{
    return {"action.showLoss", QObject::tr("&Loss panel"),
            QObject::tr("Show or fold the loss panel"), QKeySequence(Qt::Key_F9)};
}

std::optional<bool> ShowLoss::isChecked(const ActionContext& context) const
{
    return context.window.isLossShown();
}

void ShowLoss::trigger(ActionContext& context)
{
    context.window.setLossShown(!context.window.isLossShown());
}

ActionLook ShowInspector::look(const ActionContext&) const
{
    return {"action.showInspector", QObject::tr("&Inspector"),
            QObject::tr("Show or hide the inspector"), QKeySequence(Qt::Key_F8)};
}

std::optional<bool> ShowInspector::isChecked(const ActionContext& context) const
{
    return context.window.isInspectorShown();
}

void ShowInspector::trigger(ActionContext& context)
{
    context.window.setInspectorShown(!context.window.isInspectorShown());
}

ActionLook FitPlots::look(const ActionContext&) const
{
    return {"action.fit", QObject::tr("&Fit plots"), QObject::tr("Show everything the plots hold"),
            QKeySequence(Qt::CTRL | Qt::Key_0), Icon::Fit};
}

void FitPlots::trigger(ActionContext& context)
{
    context.window.fitPlots();
}

ActionLook FollowNewest::look(const ActionContext&) const
{
    return {"action.follow", QObject::tr("F&ollow newest points"),
            QObject::tr("Keep the newest points of the loss in view"),
            QKeySequence(Qt::CTRL | Qt::Key_L)};
}

std::optional<bool> FollowNewest::isChecked(const ActionContext& context) const
{
    return context.window.isFollowing();
}

void FollowNewest::trigger(ActionContext& context)
{
    context.window.setFollowing(!context.window.isFollowing());
}

ActionLook UseAppearance::look(const ActionContext&) const
{
    switch (m_appearance) {
    case Appearance::Light:
        return {"action.appearance.light", QObject::tr("&Light"),
                QObject::tr("Dark text on light ground")};
    case Appearance::Dark:
        return {"action.appearance.dark", QObject::tr("&Dark"),
                QObject::tr("Light text on dark ground")};
    case Appearance::System:
        break;
    }
    return {"action.appearance.system", QObject::tr("&System"),
            QObject::tr("As the desktop has it")};
}

std::optional<bool> UseAppearance::isChecked(const ActionContext& context) const
{
    return context.window.appearance() == m_appearance;
}

void UseAppearance::trigger(ActionContext& context)
{
    context.window.setAppearance(m_appearance);
}

ActionLook ShowFullScreen::look(const ActionContext&) const
{
    return {"action.fullScreen", QObject::tr("F&ull screen"), QObject::tr("Use the whole screen"),
            QKeySequence(Qt::Key_F11)};
}

std::optional<bool> ShowFullScreen::isChecked(const ActionContext& context) const
{
    return context.window.isFullScreenShown();
}

void ShowFullScreen::trigger(ActionContext& context)
{
    context.window.setFullScreenShown(!context.window.isFullScreenShown());
}

ActionLook ShowModelStructure::look(const ActionContext&) const
{
    return {"action.modelStructure", QObject::tr("&Model inspector"),
            QObject::tr("Modules, parameters and memory of the model"),
            QKeySequence(Qt::CTRL | Qt::Key_M)};
}

bool ShowModelStructure::isEnabled(const ActionContext& context) const
{
    return !context.draft.isEmpty();
}

void ShowModelStructure::trigger(ActionContext& context)
{
    context.window.showModelStructure();
}

ActionLook ResetLayout::look(const ActionContext&) const
{
    return {"action.resetLayout",
            QObject::tr("&Reset layout"),
            QObject::tr("Put every panel back where it was at first"),
            {},
            Icon::Reset};
}

void ResetLayout::trigger(ActionContext& context)
{
    context.window.resetLayout();
}

}  // namespace nie
