#include "widgets/scene/scene_context.h"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QSurfaceFormat>
#include <QThread>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

constexpr std::pair<int, int> kLeastVersion{3, 2};

QtMessageHandler g_handlerBehindProbe = nullptr;

void passOtherThreadsOn(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (QThread::currentThread() != qGuiApp->thread() && g_handlerBehindProbe)
        g_handlerBehindProbe(type, context, text);
}

/// Keeps what a platform prints when it is asked for OpenGL and has none from being printed: that
/// it has none is an answer.
class QuietProbe {
public:
    QuietProbe() { g_handlerBehindProbe = qInstallMessageHandler(passOtherThreadsOn); }
    ~QuietProbe() { qInstallMessageHandler(g_handlerBehindProbe); }
    QuietProbe(const QuietProbe&) = delete;
    QuietProbe& operator=(const QuietProbe&) = delete;
};

}  // namespace

SceneContext::SceneContext() = default;

SceneContext::~SceneContext()
{
    if (isCurrent())
        m_context->doneCurrent();
}

std::unique_ptr<SceneContext> SceneContext::create()
{
    if (!qGuiApp || QThread::currentThread() != qGuiApp->thread())
        return nullptr;
    const QuietProbe quiet;
    std::unique_ptr<SceneContext> made(new SceneContext);
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(kLeastVersion.first, kLeastVersion.second);
    format.setProfile(QSurfaceFormat::CoreProfile);
    made->m_context = std::make_unique<QOpenGLContext>();
    made->m_context->setFormat(format);
    if (!made->m_context->create() || made->m_context->isOpenGLES() ||
        made->m_context->format().version() < kLeastVersion)
        return nullptr;
    made->m_surface = std::make_unique<QOffscreenSurface>();
    made->m_surface->setFormat(made->m_context->format());
    made->m_surface->create();
    if (!made->m_surface->isValid() || !made->makeCurrent())
        return nullptr;
    made->doneCurrent();
    return made;
}

bool SceneContext::makeCurrent()
{
    return m_context->makeCurrent(m_surface.get());
}

void SceneContext::doneCurrent()
{
    m_context->doneCurrent();
}

bool SceneContext::isCurrent() const
{
    return m_context && QOpenGLContext::currentContext() == m_context.get();
}

int SceneContext::mostPixels() const
{
    int texture = 0, buffer = 0;
    m_context->functions()->glGetIntegerv(GL_MAX_TEXTURE_SIZE, &texture);
    m_context->functions()->glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &buffer);
    return std::min(texture, buffer);
}

}  // namespace nie
