#include "app/actions/menus.h"

#include "app/actions/action_list.h"
#include "app/actions/attention_actions.h"
#include "app/actions/data_actions.h"
#include "app/actions/edit_actions.h"
#include "app/actions/equation_actions.h"
#include "app/actions/figure_actions.h"
#include "app/actions/file_actions.h"
#include "app/actions/help_actions.h"
#include "app/actions/movie_actions.h"
#include "app/actions/paper_actions.h"
#include "app/actions/queue_actions.h"
#include "app/actions/recording_actions.h"
#include "app/actions/run_actions.h"
#include "app/actions/session_actions.h"
#include "app/actions/sweep_actions.h"
#include "app/actions/training_actions.h"
#include "app/actions/view_actions.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QSpinBox>
#include <QToolBar>
#include <QToolButton>

#include <initializer_list>

namespace nie {

namespace {

template <class... Actions>
void addAll(ActionList& list)
{
    (list.add(std::make_unique<Actions>()), ...);
}

/// An empty name is a separator.
void fill(QMenu& menu, const ActionList& actions, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (QAction* action = actions.find(QLatin1String(name)))
            menu.addAction(action);
        else
            menu.addSeparator();
    }
}

QMenu& addMenu(QMenuBar& bar, const char* name, const QString& title)
{
    QMenu* menu = bar.addMenu(title);
    menu->setObjectName(QLatin1String(name));
    menu->setToolTipsVisible(true);
    return *menu;
}

QMenu& addSubmenu(QMenu& menu, const char* name, const QString& title)
{
    QMenu* added = menu.addMenu(title);
    added->setObjectName(QLatin1String(name));
    added->setToolTipsVisible(true);
    return *added;
}

/// One of them at a time.
void fillWithChoices(QMenu& menu, const ActionList& actions,
                     std::initializer_list<const char*> names)
{
    fill(menu, actions, names);
    auto* group = new QActionGroup(&menu);
    for (QAction* action : menu.actions())
        group->addAction(action);
}

void fillSession(QMenu& menu, const ActionList& actions)
{
    fill(menu, actions,
         {"action.start",
          "action.pause",
          "action.stop",
          "",
          "action.step",
          "action.stepMany",
          "action.toEpoch",
          "",
          "action.halveRate",
          "action.doubleRate",
          "",
          "action.checkpoint",
          "action.note",
          "",
          "action.trainFurther",
          "action.resumeRun",
          "",
          "action.queue.add",
          "action.queue.run",
          "",
          "action.trainWithSeeds",
          ""});
    fill(addSubmenu(menu, "menu.notice", QObject::tr("When a run en&ds")), actions,
         {"action.notice.message", "action.notice.sound"});
}

}  // namespace

void addAllActions(ActionList& actions)
{
    addAll<NewSession, OpenExperiment, SaveConfiguration, ExportFigure, ShowFigureSheet,
           ExportMovie, OpenRunFolder, QuitProgram>(actions);
    addAll<UndoEdit, RedoEdit, CopyCommand, CopyFigure, NewRandomSeed, ResetSettings>(actions);
    for (const Page page :
         {Page::Start, Page::Train, Page::Fields, Page::Attention, Page::Equations, Page::Data,
          Page::Recordings, Page::Paper, Page::Runs, Page::Sweeps})
        actions.add(std::make_unique<ShowPage>(page));
    addAll<ShowLoss, ShowInspector, ShowModelStructure, FitPlots, FollowNewest, ShowFullScreen,
           ResetLayout>(actions);
    for (const Appearance appearance : {Appearance::System, Appearance::Light, Appearance::Dark})
        actions.add(std::make_unique<UseAppearance>(appearance));
    addAll<StartTraining, PauseOrResume, StopTraining, StepOnce, StepMany, CheckpointNow>(actions);
    addAll<RunToEpoch, TrainFurther, ResumeRun, AddNote>(actions);
    for (const double factor : {0.5, 2.0})
        actions.add(std::make_unique<ScaleRate>(factor));
    addAll<AddToQueue, StartOrHoldQueue, TellOfEnds, SoundAtEnds>(actions);
    for (const LivePictures pictures :
         {LivePictures::Full, LivePictures::Sparing, LivePictures::None})
        actions.add(std::make_unique<UseLivePictures>(pictures));
    addAll<ExportAttention, AblateHeads, RefreshAttention>(actions);
    addAll<SolveEquation, StopSolving, OpenEquation, SaveEquation>(actions);
    addAll<GenerateData, StopMakingData, ImportData, DeleteData, TrainOnData>(actions);
    addAll<OpenRecordingFile, OpenRecordingFolder, ChooseAtlas, ChooseRegionNames, ChooseConfounds,
           ModelRecording>(actions);
    addAll<ComputePaperItem, StopComputing, ExportPaperItem>(actions);
    addAll<ShowChosenRun, TrainRunAgain, ContinueChosenRun, RenameRun, PinRuns, ExportRun,
           ImportRun, ShowChosenRunFolder, DiscardRuns>(actions);
    addAll<StartSweep, StopSweep, GoOnWithSweep, ExportSweep, TrainWithSeeds>(actions);
    addAll<ShowHelp, ExplainWidgets, FindAction, ShowShortcuts, RunSelfTest, ShowAbout>(actions);
}

void buildMenus(QMenuBar& bar, const ActionList& actions)
{
    fill(addMenu(bar, "menu.file", QObject::tr("&File")), actions,
         {"action.new", "action.open", "", "action.saveConfiguration", "action.exportFigure",
          "action.figureSheet", "action.exportMovie", "action.openRunFolder", "", "action.quit"});
    fill(addMenu(bar, "menu.edit", QObject::tr("&Edit")), actions,
         {"action.undo", "action.redo", "", "action.copyCommand", "action.copyFigure", "",
          "action.newSeed", "action.resetSettings"});
    QMenu& view = addMenu(bar, "menu.view", QObject::tr("&View"));
    fill(view, actions,
         {"action.page.start", "action.page.train", "action.page.fields", "action.page.attention",
          "action.page.equations", "action.page.data", "action.page.recordings",
          "action.page.paper", "action.page.runs", "action.page.sweeps", "", "action.showLoss",
          "action.showInspector", "action.modelStructure", "", "action.fit", "action.follow", ""});
    fillWithChoices(
        addSubmenu(view, "menu.appearance", QObject::tr("&Appearance")), actions,
        {"action.appearance.light", "action.appearance.dark", "action.appearance.system"});
    fillWithChoices(addSubmenu(view, "menu.pictures", QObject::tr("Live p&ictures")), actions,
                    {"action.pictures.full", "action.pictures.sparing", "action.pictures.none"});
    fill(view, actions, {"action.fullScreen", "", "action.resetLayout"});
    fillSession(addMenu(bar, "menu.session", QObject::tr("&Session")), actions);
    fill(addMenu(bar, "menu.data", QObject::tr("&Data")), actions,
         {"action.data.import", "action.data.generate", "action.data.stop", "", "action.data.train",
          "", "action.data.delete", "", "action.recording.open", "action.recording.folder",
          "action.recording.atlas", "action.recording.names", "action.recording.confounds",
          "action.recording.model"});
    fill(addMenu(bar, "menu.equation", QObject::tr("E&quation")), actions,
         {"action.equation.solve", "action.equation.stop", "", "action.equation.open",
          "action.equation.save"});
    fill(
        addMenu(bar, "menu.attention", QObject::tr("A&ttention")), actions,
        {"action.attention.refresh", "", "action.attention.ablate", "", "action.attention.export"});
    fill(addMenu(bar, "menu.runs", QObject::tr("&Runs")), actions,
         {"action.runs.show", "action.runs.again", "action.runs.continue", "", "action.runs.rename",
          "action.runs.pin", "", "action.runs.export", "action.runs.import", "action.runs.folder",
          "", "action.runs.delete"});
    fill(addMenu(bar, "menu.paper", QObject::tr("&Paper")), actions,
         {"action.paper.compute", "action.paper.stop", "", "action.paper.export"});
    fill(addMenu(bar, "menu.sweep", QObject::tr("S&weep")), actions,
         {"action.sweep.start", "action.sweep.stop", "action.sweep.goOn", "",
          "action.sweep.export"});
    fill(addMenu(bar, "menu.help", QObject::tr("&Help")), actions,
         {"action.help", "action.whatsThis", "", "action.palette", "action.shortcuts", "",
          "action.selfTest", "action.about"});
}

QSpinBox* buildToolBar(QToolBar& bar, const ActionList& actions)
{
    bar.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto add = [&](const char* name) {
        QAction* action = actions.find(QLatin1String(name));
        bar.addAction(action);
        QWidget* button = bar.widgetForAction(action);
        button->setObjectName(QLatin1String(name).mid(QLatin1String("action.").size()) +
                              QStringLiteral("Button"));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    };
    for (const char* name : {"action.start", "action.pause", "action.stop"})
        add(name);
    bar.addSeparator();
    for (const char* name : {"action.step", "action.stepMany"})
        add(name);
    auto* box = new QSpinBox(&bar);
    box->setObjectName(QStringLiteral("stepCountBox"));
    box->setAccessibleName(QObject::tr("Number of steps"));
    box->setToolTip(QObject::tr("How many steps \"Run n steps\" does"));
    box->setRange(1, 1'000'000);
    box->setValue(50);
    box->setGroupSeparatorShown(true);
    box->setPrefix(QStringLiteral("n = "));
    bar.addWidget(box);
    auto* space = new QWidget(&bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar.addWidget(space);
    add("action.exportFigure");
    return box;
}

}  // namespace nie
