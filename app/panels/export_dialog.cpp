#include "app/panels/export_dialog.h"

#include "app/figure_file.h"
#include "app/panels/dialog_button.h"
#include "app/panels/export_form.h"
#include "app/panels/export_target.h"
#include "core/base/error.h"
#include "widgets/figures/figure_preflight.h"
#include "widgets/figures/figure_text.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace nie {

namespace {

constexpr int kInspectAfter = 120;  ///< milliseconds without a change
constexpr int kSideWidth = 330;
constexpr int kPreviewLeastWidth = 360;

bool isRasterSuffix(const std::string& suffix)
{
    return suffix == ".png" || suffix == ".tif" || suffix == ".tiff";
}

/// Letters of a sheet are chosen where its parts are: a preset only suggests its own.
void keepLetters(FigureSpec& figure, const FigureSpec& source)
{
    for (std::size_t i = 0; i < figure.parts.size(); ++i)
        figure.parts[i].letter = source.parts.at(i).letter;
}

}  // namespace

ExportDialog::ExportDialog(std::vector<ExportSource> sources, std::vector<FigurePreset> presets,
                           const QString& folder, const QString& name, QWidget* parent)
    : QDialog(parent),
      m_sources(std::move(sources)),
      m_row(new QHBoxLayout),
      m_source(new QComboBox),
      m_form(new ExportForm(std::move(presets))),
      m_target(new ExportTarget(folder, name)),
      m_preview(new FigureView),
      m_scroll(new QScrollArea),
      m_actualSize(new QToolButton),
      m_sizeNote(new QLabel),
      m_warnings(new QListWidget),
      m_copy(dialogButton("exportCopyButton", tr("Copy co&mmand"), {})),
      m_addToSheet(dialogButton("exportSheetButton", tr("&Add to sheet"),
                                tr("Make the figure a part of the sheet that File > Figure sheet "
                                   "shows, in its own size"))),
      m_export(dialogButton("exportButton", tr("&Export"), tr("Write the file")))
{
    setObjectName(QStringLiteral("exportDialog"));
    setAccessibleName(tr("Export figure"));
    setWindowTitle(tr("Export figure"));
    m_row->setSpacing(16);
    m_row->addWidget(makePreview(), 1);
    m_row->addWidget(makeSide());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addLayout(m_row, 1);
    column->addWidget(makeButtons());
    m_inspection.setSingleShot(true);
    m_inspection.setInterval(kInspectAfter);
    connect(&m_inspection, &QTimer::timeout, this, &ExportDialog::inspect);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_form, &ExportForm::changed, this, &ExportDialog::refresh);
    connect(m_form, &ExportForm::presetChosen, this, [this] {
        if (!m_form->preset())
            return;
        m_target->preferFormats(m_form->preset()->formats);
        Q_EMIT presetChosen(QString::fromStdString(m_form->preset()->letters));
    });
    connect(m_target, &ExportTarget::changed, this, &ExportDialog::refresh);
    resize(940, 620);
    refresh();
}

ExportDialog::~ExportDialog()
{
    // A number that was being typed is finished when its box goes: after this.
    m_form->disconnect(this);
    m_target->disconnect(this);
}

QWidget* ExportDialog::makePreview()
{
    m_preview->setObjectName(QStringLiteral("exportPreview"));
    m_preview->setAccessibleName(tr("The figure as it will be written"));
    m_scroll->setObjectName(QStringLiteral("exportPreviewScroll"));
    m_scroll->setAccessibleName(tr("Preview"));
    m_scroll->setWidget(m_preview);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAlignment(Qt::AlignCenter);
    m_scroll->setMinimumWidth(kPreviewLeastWidth);
    m_actualSize->setObjectName(QStringLiteral("exportActualSize"));
    m_actualSize->setText(tr("Actual &size"));
    m_actualSize->setAccessibleName(tr("Actual size"));
    m_actualSize->setToolTip(tr("As large as on paper, in place of as large as fits"));
    m_actualSize->setCheckable(true);
    connect(m_actualSize, &QToolButton::toggled, this, &ExportDialog::showPreview);
    m_sizeNote->setObjectName(QStringLiteral("exportSizeNote"));
    m_sizeNote->setAccessibleName(tr("Size of the file's figure"));
    m_sizeNote->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* below = new QHBoxLayout;
    below->addWidget(m_sizeNote, 1);
    below->addWidget(m_actualSize);
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_scroll, 1);
    column->addLayout(below);
    return box;
}

QWidget* ExportDialog::makeSide()
{
    m_source->setObjectName(QStringLiteral("exportSource"));
    m_source->setAccessibleName(tr("What is exported"));
    m_source->setToolTip(m_source->accessibleName());
    for (const ExportSource& source : m_sources)
        m_source->addItem(source.title);
    m_source->setVisible(m_sources.size() > 1);
    auto* title = new QLabel(tr("Before you send it"));
    title->setObjectName(QStringLiteral("exportWarningsTitle"));
    title->setBuddy(m_warnings);
    m_warnings->setObjectName(QStringLiteral("exportWarnings"));
    m_warnings->setAccessibleName(tr("What a journal would send back"));
    m_warnings->setWordWrap(true);
    m_warnings->setSelectionMode(QAbstractItemView::NoSelection);
    m_warnings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* box = new QWidget;
    box->setFixedWidth(kSideWidth);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_source);
    column->addWidget(m_form);
    column->addWidget(m_target);
    column->addWidget(title);
    column->addWidget(m_warnings, 1);
    return box;
}

QWidget* ExportDialog::makeButtons()
{
    auto* close = dialogButton("exportCloseButton", tr("&Close"), tr("Write nothing"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::write);
    connect(m_copy, &QPushButton::clicked, this, [this] { Q_EMIT copyRequested(command()); });
    connect(m_addToSheet, &QPushButton::clicked, this,
            [this] { Q_EMIT addToSheetRequested(chosen()); });
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_copy);
    row->addWidget(m_addToSheet);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_export);
    return box;
}

void ExportDialog::showOnly(ExportSource source, const QString& emptyText)
{
    const QSignalBlocker quiet(m_source);
    m_sources = {std::move(source)};
    m_source->clear();
    m_source->addItem(m_sources.front().title);
    m_source->hide();
    m_preview->setEmptyText(emptyText);
    refresh();
}

void ExportDialog::addBesidePreview(QWidget* widget)
{
    m_row->insertWidget(0, widget);
}

void ExportDialog::hideAddToSheet()
{
    m_addToSheet->hide();
}

const ExportSource& ExportDialog::chosen() const
{
    return m_sources.at(static_cast<std::size_t>(m_source->currentIndex()));
}

void ExportDialog::refresh()
{
    const FigureSpec& source = chosen().figure;
    m_figure = figureForExport(source, m_form->settings(), m_form->presets());
    keepLetters(m_figure, source);
    m_form->showFigure(m_figure, exportDpi(m_form->settings(), m_form->presets()));
    m_form->setRaster(isRasterSuffix(m_target->suffix()));
    showPreview();
    showSizeNote();
    const bool replaces = QFileInfo::exists(m_target->file());
    m_export->setText(replaces ? tr("R&eplace") : tr("&Export"));
    m_export->setAccessibleName(m_export->text().remove('&'));
    m_export->setToolTip(replaces ? tr("A file of this name exists; it is replaced")
                                  : tr("Write the file"));
    m_export->setEnabled(!m_target->file().isEmpty() && !m_figure.isEmpty());
    m_copy->setEnabled(!command().isEmpty());
    m_copy->setToolTip(command().isEmpty()
                           ? tr("Only single views of a run have a shell line that draws them")
                           : tr("Copy the shell line that writes the same file"));
    m_inspection.start();
}

void ExportDialog::showPreview()
{
    m_preview->setFigure(m_figure);
    m_scroll->setWidgetResizable(!m_actualSize->isChecked());
    if (m_actualSize->isChecked())
        m_preview->resize(m_preview->sizeHint());
}

void ExportDialog::showSizeNote()
{
    QString note = tr("%1 × %2 mm")
                       .arg(m_figure.widthMillimetres, 0, 'f', 1)
                       .arg(m_figure.heightMillimetres, 0, 'f', 1);
    if (isRasterSuffix(m_target->suffix())) {
        const double dots = exportDpi(m_form->settings(), m_form->presets()) / kMillimetresPerInch;
        note += tr(", %1 × %2 pixels")
                    .arg(std::lround(m_figure.widthMillimetres * dots))
                    .arg(std::lround(m_figure.heightMillimetres * dots));
    }
    m_sizeNote->setText(note);
}

void ExportDialog::inspect()
{
    if (m_figure.isEmpty()) {
        m_warnings->clear();
        return;
    }
    showWarnings(preflight(m_figure, m_form->preset(), m_target->suffix(),
                           exportDpi(m_form->settings(), m_form->presets())));
}

void ExportDialog::showWarnings(const std::vector<FigureWarning>& warnings)
{
    const ThemeColours colours = themeColours(palette());
    m_warnings->clear();
    for (const FigureWarning& warning : warnings) {
        auto* item = new QListWidgetItem(icon(Icon::Warning, colours.warning),
                                         QString::fromStdString(warning.text));
        item->setData(Qt::UserRole, QString::fromStdString(figureFaultName(warning.fault)));
        m_warnings->addItem(item);
    }
    if (warnings.empty())
        m_warnings->addItem(tr("Nothing was found that a journal would send back."));
}

void ExportDialog::showProblem(const QString& problem)
{
    m_inspection.stop();
    auto* item = new QListWidgetItem(icon(Icon::Error, themeColours(palette()).error), problem);
    item->setData(Qt::UserRole, QStringLiteral("problem"));
    m_warnings->insertItem(0, item);
    m_warnings->scrollToTop();
}

QString ExportDialog::command() const
{
    const QString line = QString::fromStdString(
        exportCommand(m_figure, m_form->settings(), m_target->file().toStdString()));
    return line.isEmpty() || m_target->numbersFile().isEmpty() ? line : line + " --numbers csv";
}

void ExportDialog::write()
{
    const QString file = m_target->file(), numbers = m_target->numbersFile();
    const int dpi = exportDpi(m_form->settings(), m_form->presets());
    try {
        writeFigureFile(m_figure, file.toStdString(), dpi);
        if (!numbers.isEmpty())
            writeFigureFile(m_figure, numbers.toStdString(), dpi);
    } catch (const Error& error) {
        showProblem(QString::fromUtf8(error.what()));
        return;
    }
    Q_EMIT written(file);
    accept();
}

}  // namespace nie
