#include "app/panels/movie_dialog.h"

#include "app/panels/dialog_button.h"
#include "app/panels/movie_form.h"
#include "app/panels/movie_target.h"
#include "core/base/error.h"
#include "core/results/fields/field_figures.h"
#include "core/results/run_folder.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace nie {

namespace {

constexpr int kMovieBarHeight = 8;
constexpr int kPreviewHeight = 220;

std::vector<std::int64_t> stepsOf(const MovieSource& source)
{
    std::vector<std::int64_t> steps;
    if (source.run.empty() || !source.predict)
        return steps;
    for (const CheckpointEntry& checkpoint : filmCheckpoints(RunFolder{source.run}.checkpoints()))
        steps.push_back(checkpoint.step);
    return steps;
}

QString whyNoCheckpoints(std::size_t count)
{
    if (count > 1)
        return {};
    return count == 1 ? MovieDialog::tr("The run has one checkpoint only; a training can write "
                                        "more: training.checkpoint_every")
                      : MovieDialog::tr("No run with checkpoints belongs to this sample");
}

MovieForm* formOf(const MovieSource& source)
{
    MoviePlan plan;
    plan.look = source.look;
    const std::vector<std::int64_t> steps = stepsOf(source);
    return new MovieForm(plan, source.sample->times, source.sample->timeLabel, steps,
                         whyNoCheckpoints(steps.size()));
}

}  // namespace

MovieDialog::MovieDialog(MovieSource source, const QString& folder, QWidget* parent)
    : QDialog(parent),
      m_source(std::move(source)),
      m_preview(new FigureView),
      m_target(new MovieTarget(folder, QString::fromStdString(m_source.name))),
      m_form(formOf(m_source)),
      m_icon(new QLabel),
      m_text(new QLabel),
      m_bar(new QProgressBar),
      m_export(
          dialogButton("movieExportButton", tr("&Export"), tr("Draw the frames and write them"))),
      m_cancel(dialogButton("movieCancelButton", tr("Ca&ncel"), tr("Stop; nothing is kept of it"))),
      m_copy(dialogButton("movieCopyButton", tr("Copy co&mmand"),
                          tr("Copy the shell line that writes the same movie")))
{
    setObjectName(QStringLiteral("movieDialog"));
    setAccessibleName(tr("Export movie"));
    setWindowTitle(tr("Export movie"));
    build();
    connect(m_form, &MovieForm::changed, this, &MovieDialog::refresh);
    connect(m_target, &MovieTarget::changed, this, &MovieDialog::refresh);
    connect(m_export, &QPushButton::clicked, this, &MovieDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_job.cancel(); });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { Q_EMIT copyRequested(QString::fromStdString(command())); });
    connect(&m_job, &MovieJob::runningChanged, this, &MovieDialog::onRunning);
    connect(&m_job, &MovieJob::progressed, this, &MovieDialog::onProgress);
    connect(&m_job, &MovieJob::finished, this, &MovieDialog::onWritten);
    connect(&m_job, &MovieJob::failed, this,
            [this](const QString& problem) { say(problem, true); });
    refresh();
    onRunning(false);
    lookForTools();
}

void MovieDialog::build()
{
    m_preview->setObjectName(QStringLiteral("moviePreview"));
    m_preview->setAccessibleName(tr("First frame"));
    m_preview->setMinimumHeight(kPreviewHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(m_preview, 1);
    column->addWidget(m_target);
    column->addWidget(m_form);
    column->addWidget(makeProgress());
    column->addWidget(makeMovieButtons());
    resize(680, 660);
}

QWidget* MovieDialog::makeProgress()
{
    m_text->setObjectName(QStringLiteral("movieText"));
    m_text->setAccessibleName(tr("What becomes of the movie"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumHeight(2 * m_text->fontMetrics().lineSpacing());
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_icon->setAlignment(Qt::AlignTop);
    m_bar->setObjectName(QStringLiteral("movieBar"));
    m_bar->setAccessibleName(tr("Progress of the movie"));
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(kMovieBarHeight);
    QSizePolicy policy = m_bar->sizePolicy();
    policy.setRetainSizeWhenHidden(true);  // nothing jumps when a movie is begun
    m_bar->setSizePolicy(policy);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(m_bar);
    return box;
}

QWidget* MovieDialog::makeMovieButtons()
{
    QPushButton* close = dialogButton("movieCloseButton", tr("C&lose"), tr("Close this window"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_export->setDefault(true);
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_copy);
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_export);
    row->addWidget(close);
    return box;
}

void MovieDialog::lookForTools()
{
    m_probe.start([this](const std::stop_token&, const BackgroundWorker::Post&) {
        const MovieTools tools = MovieTools::probe();
        return BackgroundWorker::Step([this, tools] {
            m_tools = tools;
            m_target->setTools(tools);
            refresh();
        });
    });
}

void MovieDialog::done(int result)
{
    m_job.cancel();
    QDialog::done(result);
}

std::string MovieDialog::command() const
{
    return movieCommand(m_source, m_form->plan(), m_target->file());
}

void MovieDialog::refresh()
{
    m_copy->setEnabled(!command().empty());
    m_export->setEnabled(false);
    if (m_job.isRunning())
        return;
    try {
        const MoviePlan plan = m_form->plan();
        const auto film = makeFilm(m_source, plan);
        showPreview(plan);
        const PixelSize size = movieSize(plan, m_preview->figure());
        const auto frames = static_cast<double>(film->frameCount());
        QString text = tr("%1 frames of %2 × %3 pixels: %4 s.")
                           .arg(formatCount(film->frameCount()))
                           .arg(size.width)
                           .arg(size.height)
                           .arg(formatNumber(frames / plan.framesPerSecond));
        const auto file = m_target->file();
        if (file.empty())
            text += tr(" Choose a file.");
        else if (QFileInfo::exists(QString::fromStdString(file.string())))
            text += tr(" What is there under this name will be replaced.");
        say(text, false);
        m_export->setEnabled(m_tools.has_value() && !file.empty());
    } catch (const std::exception& error) {
        say(QString::fromUtf8(error.what()), true);
    }
}

void MovieDialog::showPreview(const MoviePlan& plan)
{
    FieldLook look = plan.look;
    if (plan.over == "time")
        look.time = plan.first;
    const FigureSpec figure = fieldFigure(*m_source.sample, look, m_source.provenance);
    m_preview->setFigure(asMovieFrame(figure, plan, movieSize(plan, figure)));
}

void MovieDialog::say(const QString& text, bool wrong)
{
    QPalette colours = palette();
    const QColor red = themeColours(colours).error;
    if (wrong)
        colours.setColor(QPalette::WindowText, red);
    m_text->setPalette(colours);
    m_text->setText(wrong ? tr("Error: %1").arg(text) : text);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(icon(Icon::Error, red).pixmap(size));
    m_icon->setVisible(wrong);
}

void MovieDialog::start()
{
    try {
        const MoviePlan plan = m_form->plan();
        m_job.start(makeFilm(m_source, plan), plan, m_target->file(), *m_tools);
    } catch (const std::exception& error) {
        say(QString::fromUtf8(error.what()), true);
    }
}

void MovieDialog::onRunning(bool running)
{
    m_bar->setVisible(running);
    m_cancel->setEnabled(running);
    m_form->setEnabled(!running);
    m_target->setEnabled(!running);
    if (running)
        m_bar->setRange(0, 0);  // something goes on
    refresh();
}

void MovieDialog::onProgress(const MovieProgress& progress, double secondsLeft)
{
    m_bar->setRange(0, static_cast<int>(progress.total));
    m_bar->setValue(static_cast<int>(progress.done));
    const QString left =
        std::isfinite(secondsLeft) ? tr(", %1 left").arg(formatDuration(secondsLeft)) : QString();
    switch (progress.phase) {
    case MovieProgress::Phase::Predicting:
        say(tr("Checkpoint %1 of %2 predicts%3").arg(progress.done).arg(progress.total).arg(left),
            false);
        return;
    case MovieProgress::Phase::Drawing:
        say(tr("Frame %1 of %2%3").arg(progress.done).arg(progress.total).arg(left), false);
        return;
    case MovieProgress::Phase::Finishing:
        say(tr("The file is being made of the frames…"), false);
    }
}

void MovieDialog::onWritten(const RecordedMovie& movie)
{
    const QString file = QString::fromStdString(movie.file.string());
    const QFileInfo info(file);
    const QString bytes =
        info.isFile() ? QLocale().formattedDataSize(info.size()) + ", " : QString();
    say(tr("Written to %1: %2%3 frames.").arg(file, bytes, formatCount(movie.frames)), false);
    Q_EMIT written(file);
}

}  // namespace nie
