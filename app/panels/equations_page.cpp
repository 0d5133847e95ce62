#include "app/panels/equations_page.h"

#include "app/panels/equation_editor.h"
#include "app/panels/equation_list.h"
#include "app/panels/equation_results.h"
#include "core/base/error.h"
#include "widgets/forms/options_form.h"
#include "widgets/style/icons.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

enum Tab { kCatalogueTab, kOwnTab, kSolverTab };
constexpr int kSideWidth = 340;

QScrollArea* scrolled(QWidget* content, const char* name, const QString& accessibleName)
{
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QLatin1String(name));
    scroll->setAccessibleName(accessibleName);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    return scroll;
}

}  // namespace

EquationsPage::EquationsPage(EquationSession& session, QWidget* parent)
    : WorkPage(parent),
      m_session(session),
      m_list(new EquationList),
      m_editor(new EquationEditor),
      m_options(new OptionsForm),
      m_tabs(new QTabWidget),
      m_target(new QLabel),
      m_solveButton(addButton("solveButton", tr("Solve"), tr("Solve the equation (Ctrl+Return)"))),
      m_stopButton(addButton("stopSolvingButton", tr("Stop"), tr("Stop solving (Ctrl+Shift+Return)"))),
      m_busy(new QProgressBar),
      m_results(new EquationResults)
{
    setObjectName(QStringLiteral("equationsPage"));
    setAccessibleName(tr("Equations page"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("equationsSplitter"));
    splitter->setAccessibleName(tr("Equation and solution"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeLeftSide());
    splitter->addWidget(m_results);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kSideWidth, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(splitter);
    connect(m_list, &EquationList::chosen, this, &EquationsPage::showTarget);
    connect(m_list, &EquationList::activated, this, &EquationsPage::solve);
    connect(m_editor, &EquationEditor::edited, this, &EquationsPage::showTarget);
    connect(m_tabs, &QTabWidget::currentChanged, this, &EquationsPage::onTab);
    connect(&m_session, &EquationSession::solvingChanged, this, &EquationsPage::onSolving);
    connect(&m_session, &EquationSession::failed, this, &EquationsPage::onFailed);
    connect(&m_session, &EquationSession::solved, this,
            [this](const std::shared_ptr<const EquationStudy>& study) {
                m_results->showStudy(study);
                Q_EMIT changed();
            });
    onSolving(false);
}

QWidget* EquationsPage::makeLeftSide()
{
    m_tabs->setObjectName(QStringLiteral("equationTabs"));
    m_tabs->setAccessibleName(tr("Equation and solver settings"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setObjectName(QStringLiteral("equationTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Equation and solver settings"));
    m_tabs->addTab(m_list, tr("Catalogue"));
    m_tabs->addTab(makeOwnTab(), tr("Your own"));
    m_tabs->addTab(makeSolverTab(), tr("Solver"));
    auto* side = new QWidget;
    side->setMinimumWidth(280);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_tabs, 1);
    m_target->setObjectName(QStringLiteral("equationTarget"));
    m_target->setWordWrap(true);
    column->addWidget(m_target);
    column->addWidget(makeButtons());
    m_busy->setObjectName(QStringLiteral("solvingBar"));
    m_busy->setAccessibleName(tr("Solving"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(6);
    QSizePolicy kept = m_busy->sizePolicy();
    kept.setRetainSizeWhenHidden(true);  // nothing jumps when a solve begins
    m_busy->setSizePolicy(kept);
    column->addWidget(m_busy);
    return side;
}

QWidget* EquationsPage::makeOwnTab()
{
    auto* tab = new QWidget;
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    QPushButton* open =
        addButton("openEquationButton", tr("Open…"), tr("Open an equation file (.json)"));
    QPushButton* save = addButton("saveEquationButton", tr("Save as…"),
                                  tr("Write a file that nie solve reads, too"));
    connect(open, &QPushButton::clicked, this, &EquationsPage::openRequested);
    connect(save, &QPushButton::clicked, this, &EquationsPage::saveRequested);
    row->addWidget(open);
    row->addWidget(save);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(scrolled(m_editor, "ownScroll", tr("Equation of your own")), 1);
    return tab;
}

QWidget* EquationsPage::makeSolverTab()
{
    m_options->setObjectName(QStringLiteral("form.equationSolver"));
    m_options->setAccessibleName(tr("Solver settings"));
    m_options->setOptions(equationOptions(), Json::object());
    // The inspector's forms have options of the same names; names are unique in a window.
    for (QWidget* child : m_options->findChildren<QWidget*>(
             QRegularExpression(QStringLiteral("^(option|reset)\\."))))
        child->setObjectName(QStringLiteral("solve.") + child->objectName());
    connect(m_options, &OptionsForm::sectionChanged, this, &EquationsPage::changed);
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 8, 4, 0);
    column->addWidget(m_options);
    column->addStretch();
    return scrolled(holder, "solverSettingsScroll", tr("Solver settings"));
}

QWidget* EquationsPage::makeButtons()
{
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    m_solveButton->setIcon(icon(Icon::Play));
    m_stopButton->setIcon(icon(Icon::Stop));
    QPushButton* copy = addButton("copySolveButton", tr("Copy command"),
                                  tr("Copy the nie solve line that does the same"));
    connect(m_solveButton, &QPushButton::clicked, this, &EquationsPage::solve);
    connect(m_stopButton, &QPushButton::clicked, this, &EquationsPage::stop);
    connect(copy, &QPushButton::clicked, this, &EquationsPage::copyRequested);
    row->addWidget(m_solveButton, 1);
    row->addWidget(m_stopButton);
    row->addWidget(copy);
    return buttons;
}

QPushButton* EquationsPage::addButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

void EquationsPage::choose(const std::string& name)
{
    m_tabs->setCurrentIndex(kCatalogueTab);
    m_list->choose(name);
}

void EquationsPage::openFile(const std::filesystem::path& file)
{
    m_editor->openFile(file);
    m_tabs->setCurrentIndex(kOwnTab);
    showTarget();
}

void EquationsPage::saveFile(const std::filesystem::path& file)
{
    m_editor->saveFile(file);
}

EquationTask EquationsPage::task() const
{
    EquationTask task;
    task.options = m_options->section();
    if (m_own) {
        task.formulas = m_editor->formulas().toJson();
        task.name = task.formulas.at("name").get<std::string>();
        task.file = m_editor->file().string();
    } else if (const ListedEquation* chosen = m_list->current()) {
        task.name = chosen->name;
    }
    return task;
}

bool EquationsPage::canSolve() const
{
    return !m_session.isSolving() && (m_own || m_list->current());
}

void EquationsPage::solve()
{
    if (!canSolve())
        return;
    m_editor->clearProblems();
    try {
        m_session.solve(task());
    } catch (const Error& error) {
        onFailed({error.detail().where, error.what()});
    }
}

void EquationsPage::stop()
{
    m_session.stop();
}

std::string EquationsPage::command() const
{
    if (!m_own && !m_list->current())
        return {};
    EquationTask task;
    task.name = name();
    task.options = m_options->section();
    if (m_own) {
        task.formulas = Json::object();  // the line names their file, whatever they say
        task.file = m_editor->file().string();
    }
    return solveCommand(task);
}

std::string EquationsPage::name() const
{
    return m_own ? m_editor->formulas().name.toStdString()
                 : (m_list->current() ? m_list->current()->name : std::string("equation"));
}

FigureSpec EquationsPage::figure() const
{
    return m_results->figure();
}

void EquationsPage::onTab(int tab)
{
    // The solver's settings belong to whichever equation was looked at last.
    if (tab != kSolverTab)
        m_own = tab == kOwnTab;
    showTarget();
}

void EquationsPage::onSolving(bool solving)
{
    m_busy->setVisible(solving);
    m_stopButton->setEnabled(solving);
    showTarget();
}

void EquationsPage::onFailed(const EquationProblem& problem)
{
    if (m_editor->showProblem(problem)) {
        m_tabs->setCurrentIndex(kOwnTab);
        return;
    }
    Q_EMIT this->problem(QString::fromStdString(problem.message));
}

void EquationsPage::showTarget()
{
    const QString name = QString::fromStdString(this->name());
    if (m_session.isSolving())
        m_target->setText(tr("Solving…"));
    else if (canSolve())
        m_target->setText(m_own ? tr("To solve: %1, as typed").arg(name)
                                : tr("To solve: %1").arg(name));
    else
        m_target->setText(tr("Choose an equation, or type your own."));
    m_solveButton->setEnabled(canSolve());
    Q_EMIT changed();
}

}  // namespace nie
